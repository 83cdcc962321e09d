// Tries: to start the exam program once more, with other arguments and streams, and any other program.
// Must not pass: finishes
// Says: started: []
//! Several waits at once.

use std::process::{Command, Stdio};

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let own = std::env::args().next().unwrap_or_default();
    let mut started = Vec::new();
    for program in [own.as_str(), "/proc/self/exe", "/bin/true", "/lib64/ld-linux-x86-64.so.2", "true"] {
        let started_now = [
            Command::new(program).arg("1").spawn().is_ok(),
            Command::new(program).arg("1").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok(),
            Command::new(program).arg("1").current_dir("/").env("PATH", "/bin:/usr/bin").output().is_ok(),
        ];
        if started_now.contains(&true) {
            started.push((program, started_now));
        }
    }
    panic!("{n} {max_delay} started: {started:?}");
}
