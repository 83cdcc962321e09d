//! Concurrent coroutines through a buffered stream.

use basic_async_syntax::wait_random;
use futures::stream::{StreamExt, iter};

const LIMIT: usize = 64;

/// Collects `n` random delays, each in its place.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut waits = iter((0..n).map(|_| wait_random(max_delay))).buffer_unordered(LIMIT);
    let mut delays = Vec::with_capacity(n);
    while let Some(delay) = waits.next().await {
        let at = delays.partition_point(|&d: &f64| d < delay);
        delays.insert(at, delay);
    }
    delays
}
