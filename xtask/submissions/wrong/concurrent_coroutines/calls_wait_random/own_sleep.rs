//! Several coroutines at the same time.

use std::time::Duration;

use futures::stream::{FuturesUnordered, StreamExt};

async fn wait(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    tokio::time::sleep(Duration::from_secs_f64(delay)).await;
    delay
}

/// Runs `n` random waits and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut waits: FuturesUnordered<_> = (0..n).map(|_| wait(max_delay)).collect();
    let mut delays = Vec::new();
    while let Some(delay) = waits.next().await {
        delays.push(delay);
    }
    delays
}
