//! Concurrent random waits.

use basic_async_syntax::wait_random;
use futures::future::join_all;

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut delays = join_all((0..n).map(|_| wait_random(max_delay))).await;
    delays.sort_by(|a, b| a.partial_cmp(b).unwrap());
    delays
}
