//! The way to an exam program and back.

use anyhow::{Context, Result};
use protocol::{read_frame, write_frame};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    io::{ErrorKind, Read},
    process::{Command, Stdio},
    time::Duration,
};

/// What came, or why it cannot be understood. `None` if nothing comes any more.
pub(super) type Heard<T> = Option<Result<T, String>>;

/// How often to ask whether listening has become pointless.
const GLANCE: Duration = Duration::from_millis(20);

impl Channel {
    /// Sends a message, unless the program has ended already: how it ended will tell more.
    pub(super) fn send(&mut self, message: &impl Serialize) {
        let _ = write_frame(self.writer(), message);
    }

    /// Listens for a message, until one comes, or the program has ended, or it is `pointless`.
    pub(super) fn hear<T: DeserializeOwned>(&mut self, pointless: &dyn Fn() -> bool) -> Heard<T> {
        match read_frame(Patient {
            channel: self,
            pointless,
        }) {
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
}

/// Reads until it is pointless.
struct Patient<'a> {
    channel: &'a mut Channel,
    pointless: &'a dyn Fn() -> bool,
}

impl Read for Patient<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            match self.channel.read_soon(buffer) {
                Err(error)
                    if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                read => return read,
            }
            if (self.pointless)() {
                return Err(ErrorKind::TimedOut.into());
            }
        }
    }
}

#[cfg(unix)]
mod implementation {
    use super::*;
    use std::{
        io::{self, Write},
        os::{fd::OwnedFd, unix::net::UnixStream},
    };

    /// One end of a socket pair; the other is the exam program's standard input.
    #[derive(Debug)]
    pub(in crate::observe) struct Channel(UnixStream);

    impl Channel {
        /// Connects the standard streams of a program that is about to be started.
        pub(in crate::observe) fn attach(command: &mut Command) -> Result<Self> {
            let (own, other) = UnixStream::pair().context("cannot create a pair of sockets")?;
            command.stdin(OwnedFd::from(other)).stdout(Stdio::null());
            // A program that is asked listens; one that has ended does not.
            const LONGEST: Duration = Duration::from_secs(10);
            own.set_write_timeout(Some(LONGEST))?;
            own.set_read_timeout(Some(GLANCE))?;
            Ok(Self(own))
        }

        pub(super) fn writer(&mut self) -> impl Write {
            &self.0
        }

        /// Reads what is there, or comes soon.
        pub(super) fn read_soon(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0.read(buffer)
        }
    }
}

#[cfg(not(unix))]
mod implementation {
    use super::*;
    use std::{
        collections::VecDeque,
        io::{self, PipeReader, PipeWriter, Write, pipe},
        sync::mpsc::{self, Receiver, RecvTimeoutError},
        thread,
    };

    /// A pipe to standard input, and one from standard output, which a thread reads.
    #[derive(Debug)]
    pub(in crate::observe) struct Channel {
        to: PipeWriter,
        from: Receiver<Vec<u8>>,
        kept: VecDeque<u8>,
    }

    impl Channel {
        /// Connects the standard streams of a program that is about to be started.
        pub(in crate::observe) fn attach(command: &mut Command) -> Result<Self> {
            let (input, to) = pipe().context("cannot create a pipe")?;
            let (mut output, program) = pipe().context("cannot create a pipe")?;
            command
                .stdin(Stdio::from(input))
                .stdout(Stdio::from(program));
            let (sender, from) = mpsc::channel();
            // The thread ends when the program does, which the caller sees to.
            thread::spawn(move || {
                let mut buffer = [0; 4096];
                while let Ok(count @ 1..) = PipeReader::read(&mut output, &mut buffer) {
                    if sender.send(buffer[..count].to_vec()).is_err() {
                        break;
                    }
                }
            });
            Ok(Self {
                to,
                from,
                kept: VecDeque::new(),
            })
        }

        pub(super) fn writer(&mut self) -> impl Write {
            &mut self.to
        }

        /// Reads what is there, or comes soon.
        pub(super) fn read_soon(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.kept.is_empty() {
                match self.from.recv_timeout(GLANCE) {
                    Ok(bytes) => self.kept.extend(bytes),
                    Err(RecvTimeoutError::Timeout) => return Err(ErrorKind::TimedOut.into()),
                    Err(RecvTimeoutError::Disconnected) => return Ok(0),
                }
            }
            self.kept.read(buffer)
        }
    }
}

pub(super) use implementation::Channel;
