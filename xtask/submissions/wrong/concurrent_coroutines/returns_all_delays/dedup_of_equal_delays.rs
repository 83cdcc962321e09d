//! Concurrent random waits.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

/// Runs the waits and returns the delays in the order in which they end.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut delays: Vec<f64> = waits.collect().await;
    delays.dedup();
    delays
}
