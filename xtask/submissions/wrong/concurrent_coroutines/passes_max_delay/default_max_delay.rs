//! Concurrent random waits.

use basic_async_syntax::{DEFAULT_MAX_DELAY, wait_random};
use futures::stream::{FuturesUnordered, StreamExt};

/// Runs `wait_random` `n` times at once.
pub async fn wait_n(n: usize, _max_delay: u32) -> Vec<f64> {
    let waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(DEFAULT_MAX_DELAY)).collect();
    waits.collect().await
}
