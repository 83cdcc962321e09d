//! Concurrent random waits.

use basic_async_syntax::wait_random;

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    if n == 0 {
        return Vec::new();
    }
    let (delay, mut delays) = tokio::join!(wait_random(max_delay), wait_n(n - 1, max_delay));
    let at = delays.partition_point(|d| *d <= delay);
    delays.insert(at, delay);
    delays
}
