//! Concurrent random waits.

use basic_async_syntax::wait_random;
use futures::future::join;

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let rest = Box::pin(wait_n(n.saturating_sub(1), max_delay));
    let (delay, mut delays) = join(wait_random(max_delay), rest).await;
    let at = delays.partition_point(|d| *d <= delay);
    delays.insert(at, delay);
    delays
}
