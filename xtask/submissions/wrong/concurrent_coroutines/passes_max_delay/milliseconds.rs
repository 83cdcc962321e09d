//! Concurrent random waits.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

/// Runs `wait_random` up to `max_delay` seconds, `n` times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let max_ms = max_delay * 1000;
    let waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_ms)).collect();
    waits.collect().await
}
