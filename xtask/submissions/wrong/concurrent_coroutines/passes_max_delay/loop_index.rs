//! Concurrent random waits.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

/// Runs `wait_random` up to `max_delay` seconds, `n` times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let waits: FuturesUnordered<_> = (0..n)
        .map(|i| wait_random((i as u32).min(max_delay)))
        .collect();
    waits.collect().await
}
