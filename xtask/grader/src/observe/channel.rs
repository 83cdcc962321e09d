//! The channel between the grader and an exam program.

use anyhow::{Context, Result};
use protocol::{read_frame, write_frame};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    io::{ErrorKind, Read},
    process::{Command, Stdio},
    time::Duration,
};

/// A message, or why it is invalid. `None` if no further message comes.
pub(super) type Received<T> = Option<Result<T, String>>;

/// How often to ask whether to stop waiting for a message.
const POLL_INTERVAL: Duration = Duration::from_millis(20);

impl Channel {
    /// Sends a message. It ignores errors: if the program has ended, its exit status says more.
    pub(super) fn send(&mut self, message: &impl Serialize) {
        let _ = write_frame(self.writer(), message);
    }

    /// Waits for a message until one comes, the program has ended, or `is_cancelled` returns `true`.
    pub(super) fn receive<T: DeserializeOwned>(
        &mut self,
        is_cancelled: &dyn Fn() -> bool,
    ) -> Received<T> {
        match read_frame(CancellableReader {
            channel: self,
            is_cancelled,
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

/// A reader that stops when it is cancelled.
struct CancellableReader<'a> {
    channel: &'a mut Channel,
    is_cancelled: &'a dyn Fn() -> bool,
}

impl Read for CancellableReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            match self.channel.read_or_time_out(buffer) {
                Err(error)
                    if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                read => return read,
            }
            if (self.is_cancelled)() {
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

    /// One end of a socket pair. The other end is the standard input of the exam program.
    #[derive(Debug)]
    pub(in crate::observe) struct Channel(UnixStream);

    impl Channel {
        /// Connects the standard streams of a program that is about to be started.
        pub(in crate::observe) fn attach(command: &mut Command) -> Result<Self> {
            let (own, other) = UnixStream::pair().context("cannot create a pair of sockets")?;
            command.stdin(OwnedFd::from(other)).stdout(Stdio::null());
            // A program that waits for an answer reads it at once, so a timeout means that it has ended.
            const LONGEST: Duration = Duration::from_secs(10);
            own.set_write_timeout(Some(LONGEST))?;
            own.set_read_timeout(Some(POLL_INTERVAL))?;
            Ok(Self(own))
        }

        pub(super) fn writer(&mut self) -> impl Write {
            &self.0
        }

        /// Reads what has arrived. Times out after [`POLL_INTERVAL`].
        pub(super) fn read_or_time_out(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
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
            // The thread ends with the program, which the caller ends.
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

        /// Reads what has arrived. Times out after [`POLL_INTERVAL`].
        pub(super) fn read_or_time_out(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.kept.is_empty() {
                match self.from.recv_timeout(POLL_INTERVAL) {
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
