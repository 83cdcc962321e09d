//! What a hostile submission must neither read, change nor reach.

use std::{
    fs,
    io::ErrorKind,
    net::{TcpListener, UdpSocket},
    os::{
        linux::net::SocketAddrExt,
        unix::net::{SocketAddr, UnixDatagram, UnixListener},
    },
    path::{Path, PathBuf},
};

/// Must appear in no result.
pub const SECRET: &str = "the-canary-sings-at-midnight";

/// Files and sockets that nobody should touch.
pub struct Canary {
    folder: PathBuf,
    name: String,
    tcp: TcpListener,
    udp: UdpSocket,
    stream: UnixListener,
    datagram: UnixDatagram,
    hidden: UnixListener,
}

impl Canary {
    /// Makes them; the files are below `folder`.
    pub fn lay_out(folder: &Path) -> Self {
        let other = folder.join("other/concurrent_coroutines/src");
        fs::create_dir_all(&other).unwrap();
        fs::write(folder.join("secret.txt"), SECRET).unwrap();
        let code = format!(
            "//! {SECRET}\ncompile_error!(\"{SECRET}\");\nfn sort(v: &mut [u8]) {{\n    v.sort();\n}}\n"
        );
        fs::write(folder.join("secret.rs"), &code).unwrap();
        fs::write(other.join("lib.rs"), &code).unwrap();
        // As unlike others as the temporary folder is.
        let name = format!("hostile-canary-{}", folder.display());
        let hidden = SocketAddr::from_abstract_name(&name).unwrap();
        let canary = Self {
            name,
            tcp: TcpListener::bind("127.0.0.1:0").unwrap(),
            udp: UdpSocket::bind("127.0.0.1:0").unwrap(),
            stream: UnixListener::bind(folder.join("stream.socket")).unwrap(),
            datagram: UnixDatagram::bind(folder.join("datagram.socket")).unwrap(),
            hidden: UnixListener::bind_addr(&hidden).unwrap(),
            folder: folder.to_owned(),
        };
        canary.tcp.set_nonblocking(true).unwrap();
        canary.udp.set_nonblocking(true).unwrap();
        canary.stream.set_nonblocking(true).unwrap();
        canary.datagram.set_nonblocking(true).unwrap();
        canary.hidden.set_nonblocking(true).unwrap();
        canary
    }

    /// Where the files are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The source of a submission, with what it is about put in.
    pub fn fill_in(&self, text: &str) -> String {
        let tcp = self.tcp.local_addr().unwrap().port();
        let udp = self.udp.local_addr().unwrap().port();
        text.replace("/tmp/hostile-canary", &self.folder.display().to_string())
            .replace("hostile-canary-abstract", &self.name)
            .replace("47111", &tcp.to_string())
            .replace("47112", &udp.to_string())
    }

    /// What has reached a socket.
    pub fn disturbances(&self) -> Vec<String> {
        let mut buffer = [0; 16];
        [
            ("TCP", self.tcp.accept().map(drop)),
            ("UDP", self.udp.recv(&mut buffer).map(drop)),
            ("a Unix socket", self.stream.accept().map(drop)),
            (
                "a Unix datagram socket",
                self.datagram.recv(&mut buffer).map(drop),
            ),
            ("an abstract Unix socket", self.hidden.accept().map(drop)),
        ]
        .into_iter()
        .filter(
            |(_, reached)| !matches!(reached, Err(error) if error.kind() == ErrorKind::WouldBlock),
        )
        .map(|(name, _)| format!("something has reached {name}"))
        .chain(left_to_others())
        .collect()
    }
}

/// Memory, messages and semaphores that are left in the system, under the key that one of the submissions uses.
fn left_to_others() -> impl Iterator<Item = String> {
    const KEY: i32 = 0x686f_7374;
    ["shm", "msg", "sem"].into_iter().filter_map(|kind| {
        let list = fs::read_to_string(format!("/proc/sysvipc/{kind}")).ok()?;
        list.lines()
            .any(|line| line.split_whitespace().next() == Some(&KEY.to_string()))
            .then(|| format!("something was left in /proc/sysvipc/{kind}"))
    })
}
