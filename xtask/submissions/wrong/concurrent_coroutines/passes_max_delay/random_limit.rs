//! Concurrent random waits.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

/// Runs `wait_random` up to `max_delay` seconds, `n` times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let waits: FuturesUnordered<_> = (0..n)
        .map(|_| wait_random(rand::random_range(0..=max_delay)))
        .collect();
    waits.collect().await
}
