//! Concurrent random waits.

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;

/// Runs `wait_random` `n` times concurrently and returns the delays.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let set: JoinSet<f64> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut delays = set.join_all().await;
    delays.rotate_left(n / 2);
    delays
}
