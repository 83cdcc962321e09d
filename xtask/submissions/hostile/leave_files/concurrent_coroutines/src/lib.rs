// Tries: to leave files behind wherever that might be possible.
// Must not pass: finishes
// Says: left: []
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let home = std::env::home_dir().unwrap_or_default();
    let folders = [".", "..", "/tmp", "/var/tmp", "/dev/shm", "/run", "/", "/tmp/hostile-canary"].map(std::path::PathBuf::from);
    let left: Vec<_> = folders
        .into_iter()
        .chain([home])
        .filter(|folder| std::fs::write(folder.join("hostile-was-here"), "").is_ok())
        .collect();
    panic!("{n} {max_delay} left: {left:?}");
}
