// Tries: to learn which files there are, how large they are and where links lead.
// Must not pass: finishes
// Says: told: [] [false, false, false]
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let files = ["/tmp/hostile-canary/secret.txt", "/etc/passwd", "/root", "/proc/self/exe", "/proc/self/fd/0", "/proc/self/cwd"];
    let told: Vec<_> = files
        .into_iter()
        .filter(|file| {
            let path = std::path::Path::new(file);
            path.exists() || path.metadata().is_ok() || path.is_symlink() || path.read_link().is_ok() || path.canonicalize().is_ok()
        })
        .collect();
    let moved = ["/", "/tmp", "/tmp/hostile-canary"].map(|folder| std::env::set_current_dir(folder).is_ok());
    panic!("{n} {max_delay} told: {told:?} {moved:?}");
}
