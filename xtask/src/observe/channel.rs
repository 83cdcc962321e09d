//! The way to an exam program and back.

use anyhow::{Context, Result};
use protocol::{Scenario, read_frame, write_frame};
use serde::de::DeserializeOwned;
use std::{
    io::{ErrorKind, Read},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// What came in time, or why it cannot be understood. `None` if nothing came.
pub(super) type Heard<T> = Option<Result<T, String>>;

/// How often to ask whether listening has become pointless.
const GLANCE: Duration = Duration::from_millis(20);

#[cfg(unix)]
mod implementation {
    use super::*;
    use std::os::{fd::OwnedFd, unix::net::UnixStream};

    /// One end of a socket pair; the other is the exam program's standard input.
    #[derive(Debug)]
    pub(in crate::observe) struct Channel(UnixStream);

    impl Channel {
        /// Connects the standard streams of a program that is about to be started.
        pub(in crate::observe) fn attach(command: &mut Command) -> Result<Self> {
            let (own, other) = UnixStream::pair().context("cannot create a pair of sockets")?;
            command.stdin(OwnedFd::from(other)).stdout(Stdio::null());
            Ok(Self(own))
        }

        /// Sends the scenario, unless the program has ended already: how it ended will tell more.
        pub(in crate::observe) fn send(&mut self, scenario: &Scenario) -> Result<()> {
            const LONGEST: Duration = Duration::from_secs(1);
            self.0.set_write_timeout(Some(LONGEST))?;
            let _ = write_frame(&self.0, scenario);
            Ok(())
        }

        /// Listens for a message, until one comes, or `limit` has passed, or the program has ended, or it is
        /// `pointless`.
        pub(in crate::observe) fn hear<T: DeserializeOwned>(
            &mut self,
            limit: Duration,
            pointless: &dyn Fn() -> bool,
        ) -> Heard<T> {
            let deadline = Instant::now() + limit;
            understood(read_frame(Until {
                stream: &self.0,
                deadline,
                pointless,
            }))
        }
    }

    /// Reads from a socket until a moment.
    struct Until<'a> {
        stream: &'a UnixStream,
        deadline: Instant,
        pointless: &'a dyn Fn() -> bool,
    }

    impl Read for Until<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            loop {
                let left = self.deadline.saturating_duration_since(Instant::now());
                if left.is_zero() || (self.pointless)() {
                    return Err(ErrorKind::TimedOut.into());
                }
                self.stream.set_read_timeout(Some(left.min(GLANCE)))?;
                match self.stream.read(buffer) {
                    Err(error)
                        if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                    read => return read,
                }
            }
        }
    }
}

#[cfg(not(unix))]
mod implementation {
    use super::*;
    use std::{
        io::{PipeReader, PipeWriter, pipe},
        sync::mpsc::{self, RecvTimeoutError},
        thread,
    };

    /// A pipe to standard input, and one from standard output.
    #[derive(Debug)]
    pub(in crate::observe) struct Channel {
        to: PipeWriter,
        from: Option<PipeReader>,
    }

    impl Channel {
        /// Connects the standard streams of a program that is about to be started.
        pub(in crate::observe) fn attach(command: &mut Command) -> Result<Self> {
            let (input, to) = pipe().context("cannot create a pipe")?;
            let (from, output) = pipe().context("cannot create a pipe")?;
            command
                .stdin(Stdio::from(input))
                .stdout(Stdio::from(output));
            Ok(Self {
                to,
                from: Some(from),
            })
        }

        /// Sends the scenario, unless the program has ended already: how it ended will tell more.
        pub(in crate::observe) fn send(&mut self, scenario: &Scenario) -> Result<()> {
            let _ = write_frame(&self.to, scenario);
            Ok(())
        }

        /// Listens for a message, until one comes, or `limit` has passed, or the program has ended, or it is
        /// `pointless`.
        pub(in crate::observe) fn hear<T: DeserializeOwned + Send + 'static>(
            &mut self,
            limit: Duration,
            pointless: &dyn Fn() -> bool,
        ) -> Heard<T> {
            let deadline = Instant::now() + limit;
            let mut from = self.from.take()?;
            let (sender, receiver) = mpsc::channel();
            // The thread ends when the program does, which the caller sees to.
            thread::spawn(move || {
                let read = read_frame(&mut from);
                sender.send((read, from))
            });
            loop {
                let left = deadline.saturating_duration_since(Instant::now());
                match receiver.recv_timeout(left.min(GLANCE)) {
                    Ok((read, from)) => {
                        self.from = Some(from);
                        return understood(read);
                    }
                    Err(RecvTimeoutError::Timeout) if !left.is_zero() && !pointless() => {}
                    Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
                }
            }
        }
    }
}

pub(super) use implementation::Channel;

fn understood<T>(read: std::io::Result<T>) -> Heard<T> {
    match read {
        Ok(message) => Some(Ok(message)),
        Err(error) => match error.kind() {
            ErrorKind::UnexpectedEof
            | ErrorKind::TimedOut
            | ErrorKind::WouldBlock
            | ErrorKind::ConnectionReset
            | ErrorKind::BrokenPipe => None,
            _ => Some(Err(error.to_string())),
        },
    }
}
