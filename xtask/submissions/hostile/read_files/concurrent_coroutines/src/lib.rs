// Tries: to read files of others when it runs, and what the system tells of processes.
// Must not pass: finishes
// Says: read: [] []
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let parent = std::os::unix::process::parent_id();
    let files = [
        "/tmp/hostile-canary/secret.txt".to_owned(),
        "../secret.txt".to_owned(),
        "/etc/passwd".to_owned(),
        "/etc/shadow".to_owned(),
        "/proc/self/maps".to_owned(),
        "/proc/self/mem".to_owned(),
        "/proc/self/environ".to_owned(),
        "/proc/cpuinfo".to_owned(),
        format!("/proc/{parent}/environ"),
        format!("/proc/{parent}/cmdline"),
        format!("/proc/{parent}/mem"),
    ];
    let read: Vec<_> = files.into_iter().filter_map(|file| std::fs::read(&file).ok().map(|bytes| (file, bytes))).collect();
    let listed: Vec<_> = ["/", "/tmp", "/proc", "/tmp/hostile-canary", "..", "/home", "/root"]
        .into_iter()
        .filter(|folder| std::fs::read_dir(folder).is_ok())
        .collect();
    panic!("{n} {max_delay} read: {read:?} {listed:?}");
}
