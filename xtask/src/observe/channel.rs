//! The way to an exam program and back.

use crate::process::Stop;
use anyhow::{Context, Result};
use protocol::{Observation, Scenario, read_frame, write_frame};
use std::{
    io::{ErrorKind, Read},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// An answer that came in time: an observation, or why it is none.
type Answer = Option<Result<Observation, String>>;

/// How long it may take until a wish to stop is noticed.
const NOTICE: Duration = Duration::from_millis(20);

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

        /// Sends the scenario and waits for the observation. `None` if none came in time, or before `stop`.
        pub(in crate::observe) fn ask(
            &mut self,
            scenario: &Scenario,
            limit: Duration,
            stop: &Stop,
        ) -> Result<Answer> {
            let deadline = Instant::now() + limit;
            // A program that has ended already cannot be written to; how it ended tells more.
            self.0.set_write_timeout(Some(limit))?;
            if write_frame(&self.0, scenario).is_err() {
                return Ok(None);
            }
            Ok(answer(read_frame(Until {
                stream: &self.0,
                deadline,
                stop,
            })))
        }
    }

    /// Reads from a socket until a moment.
    struct Until<'a> {
        stream: &'a UnixStream,
        deadline: Instant,
        stop: &'a Stop,
    }

    impl Read for Until<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            loop {
                let left = self.deadline.saturating_duration_since(Instant::now());
                if left.is_zero() || self.stop.is_raised() {
                    return Err(ErrorKind::TimedOut.into());
                }
                self.stream.set_read_timeout(Some(left.min(NOTICE)))?;
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

        /// Sends the scenario and waits for the observation. `None` if none came in time, or before `stop`.
        pub(in crate::observe) fn ask(
            &mut self,
            scenario: &Scenario,
            limit: Duration,
            stop: &Stop,
        ) -> Result<Answer> {
            let deadline = Instant::now() + limit;
            if write_frame(&self.to, scenario).is_err() {
                return Ok(None);
            }
            let from = self.from.take().context("a channel is asked once")?;
            let (sender, receiver) = mpsc::channel();
            // The thread ends when the program does, which the caller sees to.
            thread::spawn(move || sender.send(read_frame(from)));
            loop {
                let left = deadline.saturating_duration_since(Instant::now());
                match receiver.recv_timeout(left.min(NOTICE)) {
                    Ok(read) => return Ok(answer(read)),
                    Err(RecvTimeoutError::Timeout) if !left.is_zero() && !stop.is_raised() => {}
                    Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                        return Ok(None);
                    }
                }
            }
        }
    }
}

pub(super) use implementation::Channel;

fn answer(read: std::io::Result<Observation>) -> Answer {
    match read {
        Ok(observation) => Some(Ok(observation)),
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
