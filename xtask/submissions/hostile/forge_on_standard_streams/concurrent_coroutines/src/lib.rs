// Tries: to use the standard streams as the channel that one of them once was.
// Must not pass: finishes, runs_concurrently, ascending_order
// Says: (exit code 0)
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    use std::{fs::File, io::Write, os::fd::AsFd, os::unix::net::UnixStream};
    let frame = [vec![17, 0, 0, 0], vec![n as u8 + max_delay as u8; 17]].concat();
    let streams = [
        std::io::stdin().as_fd().try_clone_to_owned(),
        std::io::stdout().as_fd().try_clone_to_owned(),
        std::io::stderr().as_fd().try_clone_to_owned(),
    ];
    for stream in streams.into_iter().flatten() {
        let _ = File::from(stream.try_clone().unwrap()).write_all(&frame);
        let _ = UnixStream::from(stream).write_all(&frame);
    }
    std::process::exit(0)
}
