// Tries: to ask for the addresses of names, for which the C library opens files and sockets.
// Must not pass: finishes
// Says: resolved: []
//! Several waits at once.

use std::net::ToSocketAddrs;

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let names = ["localhost:80", "example.org:80", "ip6-localhost:80", "_gateway:80"];
    let resolved: Vec<_> = names.iter().filter(|name| name.to_socket_addrs().is_ok()).collect();
    panic!("{n} {max_delay} resolved: {resolved:?}");
}
