//! Concurrent random waits.

use std::sync::OnceLock;

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

static MAX_DELAY: OnceLock<u32> = OnceLock::new();

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let max_delay = *MAX_DELAY.get_or_init(|| max_delay);
    let waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    waits.collect().await
}
