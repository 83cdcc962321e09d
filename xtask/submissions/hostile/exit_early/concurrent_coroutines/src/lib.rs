// Tries: to end as if all were well.
// Must not pass: finishes
// Says: (exit code 0)
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let _ = (n, max_delay);
    std::process::exit(0)
}
