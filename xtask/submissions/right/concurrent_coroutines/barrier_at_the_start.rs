//! Random waits that start together.

use std::sync::Arc;

use basic_async_syntax::wait_random;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

/// Lets the waits begin when all tasks are there.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let barrier = Arc::new(Barrier::new(n));
    let mut set = JoinSet::new();
    for _ in 0..n {
        let barrier = Arc::clone(&barrier);
        set.spawn(async move {
            barrier.wait().await;
            wait_random(max_delay).await
        });
    }
    set.join_all().await
}
