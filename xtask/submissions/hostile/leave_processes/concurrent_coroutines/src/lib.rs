// Tries: to start programs that go on when it has ended.
// Must not pass: finishes
// Says: started: 0
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    use std::{os::unix::process::CommandExt, process::Command};
    let mut programs: Vec<Command> = ["/bin/sleep", "/usr/bin/sleep", "sleep"].into_iter().map(Command::new).collect();
    let mut daemon = Command::new("/bin/sh");
    daemon.args(["-c", "setsid sleep 5 &"]).process_group(0);
    programs.push(daemon);
    let started = programs.iter_mut().map(|program| program.arg("5").spawn()).filter(Result::is_ok).count();
    panic!("{n} {max_delay} started: {started}");
}
