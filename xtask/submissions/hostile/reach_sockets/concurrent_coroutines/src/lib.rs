// Tries: to reach whatever listens on this machine, or to listen itself.
// Must not pass: finishes
// Says: reached: false
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    use std::{
        net::{TcpListener, TcpStream, UdpSocket},
        os::{
            linux::net::SocketAddrExt,
            unix::net::{SocketAddr, UnixDatagram, UnixListener, UnixStream},
        },
    };
    let abstract_name = SocketAddr::from_abstract_name("hostile-canary-abstract").unwrap();
    let tcp = TcpStream::connect("127.0.0.1:47111").is_ok();
    let udp = UdpSocket::bind("127.0.0.1:0").and_then(|socket| socket.send_to(b"here", "127.0.0.1:47112")).is_ok();
    let by_path = UnixStream::connect("/tmp/hostile-canary/stream.socket").is_ok();
    let by_name = UnixStream::connect_addr(&abstract_name).is_ok();
    let datagram = UnixDatagram::unbound().and_then(|socket| socket.send_to(b"here", "/tmp/hostile-canary/datagram.socket")).is_ok();
    // A pair is made without asking for a socket.
    let pair = UnixDatagram::pair().and_then(|(socket, _)| socket.send_to(b"here", "/tmp/hostile-canary/datagram.socket")).is_ok();
    let connected = UnixDatagram::pair().and_then(|(socket, _)| {
        socket.connect("/tmp/hostile-canary/datagram.socket")?;
        socket.send(b"here")
    });
    let listening = TcpListener::bind("127.0.0.1:0").is_ok() || UnixListener::bind("/tmp/hostile-canary/new.socket").is_ok();
    let named = "localhost:47111".parse::<std::net::SocketAddr>().is_ok() || TcpStream::connect("localhost:47111").is_ok();
    let reached = [tcp, udp, by_path, by_name, datagram, pair, connected.is_ok(), listening, named];
    panic!("{n} {max_delay} reached: {}", reached.contains(&true));
}
