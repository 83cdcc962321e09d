// Tries: the same with a socket made of the standard input, which once was one.
// Must not pass: finishes
// Says: Operation not permitted
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    use std::{os::fd::AsFd, os::unix::net::UnixDatagram};
    let input = std::io::stdin().as_fd().try_clone_to_owned().unwrap();
    let socket = UnixDatagram::from(input);
    let sent = socket.send_to(b"here", "/tmp/hostile-canary/datagram.socket").is_ok();
    panic!("{n} {max_delay} sent: {sent}");
}
