// Tries: to start the waits that are counted, to drop them, and to make up the delays.
// Must not pass: runs_concurrently, returns_all_delays
//! Several waits at once.

use basic_async_syntax::wait_random;

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    for _ in 0..n {
        let wait = wait_random(max_delay);
        let _ = tokio::time::timeout(std::time::Duration::ZERO, wait).await;
    }
    (0..n).map(|index| f64::from(max_delay) * index as f64 / n as f64).collect()
}
