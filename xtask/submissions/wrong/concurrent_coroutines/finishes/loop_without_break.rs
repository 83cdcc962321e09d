//! Concurrent random waits.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut delays = Vec::with_capacity(n);
    while delays.len() <= n {
        if let Some(delay) = waits.next().await {
            delays.push(delay);
        }
    }
    delays
}
