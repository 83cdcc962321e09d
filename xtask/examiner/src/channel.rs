//! The channel to the grader, which is hidden from learner code.

use std::io::{self, Read, Write};

/// The stream that the examiner reads from and writes to.
pub(crate) type Channel = Box<dyn ReadWrite + Send>;

/// A two-way stream.
pub(crate) trait ReadWrite: Read + Write {}

impl<T: Read + Write> ReadWrite for T {}

/// Takes the channel to the grader from standard input, and makes standard input empty.
///
/// The grader passes one end of a socket pair as standard input. A socket cannot be opened again through
/// `/proc/self/fd`, and only the caller of this function knows its new descriptor.
#[cfg(unix)]
pub(crate) fn open() -> io::Result<Channel> {
    use std::{fs::File, os::fd::AsFd, os::unix::net::UnixStream};

    let channel = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    rustix::stdio::dup2_stdin(File::open("/dev/null")?)?;
    Ok(Box::new(channel))
}

/// The channel on systems without socket pairs: answers come on standard input, and reports go to standard output.
#[cfg(not(unix))]
pub(crate) fn open() -> io::Result<Channel> {
    struct StandardStreams;

    impl Read for StandardStreams {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            io::stdin().read(buffer)
        }
    }

    impl Write for StandardStreams {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            io::stdout().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            io::stdout().flush()
        }
    }

    Ok(Box::new(StandardStreams))
}
