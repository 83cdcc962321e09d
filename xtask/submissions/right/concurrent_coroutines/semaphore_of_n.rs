//! Random waits with permits enough for all.

use std::sync::Arc;

use basic_async_syntax::wait_random;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Runs `n` waits with `n` permits.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let permits = Arc::new(Semaphore::new(n));
    let mut set = JoinSet::new();
    for _ in 0..n {
        let permits = Arc::clone(&permits);
        set.spawn(async move {
            let _permit = permits.acquire_owned().await.unwrap();
            wait_random(max_delay).await
        });
    }
    let mut delays = Vec::with_capacity(n);
    while let Some(delay) = set.join_next().await {
        delays.push(delay.unwrap());
    }
    delays
}
