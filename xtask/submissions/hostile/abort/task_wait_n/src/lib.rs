// Tries: to crash.
// Must not pass: finishes
// Says: (signal 6)
//! Several tasks at once.

/// Waits several times at once.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    eprintln!("{n} {max_delay}");
    std::process::abort()
}
