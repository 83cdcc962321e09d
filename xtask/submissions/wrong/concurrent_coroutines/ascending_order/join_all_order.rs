//! Concurrent random waits.

use basic_async_syntax::wait_random;
use futures::future::join_all;

/// Runs `wait_random` `n` times concurrently and returns the delays.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    join_all((0..n).map(|_| wait_random(max_delay))).await
}
