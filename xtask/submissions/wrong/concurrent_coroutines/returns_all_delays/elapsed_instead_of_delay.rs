//! Concurrent random waits.

use std::time::Instant;

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

/// Runs the waits and returns how long each of them took.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut waits: FuturesUnordered<_> = (0..n)
        .map(|_| async move {
            let start = Instant::now();
            wait_random(max_delay).await;
            start.elapsed().as_secs_f64()
        })
        .collect();
    let mut delays = Vec::new();
    while let Some(delay) = waits.next().await {
        delays.push(delay);
    }
    delays
}
