//! Concurrent random waits.

use std::sync::Arc;

use basic_async_syntax::wait_random;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let barrier = Arc::new(Barrier::new(n + 1));
    let mut set = JoinSet::new();
    for _ in 0..n {
        let barrier = Arc::clone(&barrier);
        set.spawn(async move {
            barrier.wait().await;
            wait_random(max_delay).await
        });
    }
    let mut delays = Vec::with_capacity(n);
    while let Some(delay) = set.join_next().await {
        delays.push(delay.unwrap());
    }
    delays
}
