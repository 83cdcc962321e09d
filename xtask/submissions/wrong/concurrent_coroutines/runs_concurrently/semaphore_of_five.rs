//! Waits several times at once.

use std::sync::Arc;

use basic_async_syntax::wait_random;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Spawns `n` waits and gathers the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let semaphore = Arc::new(Semaphore::new(5));
    let mut set = JoinSet::new();
    for _ in 0..n {
        let semaphore = Arc::clone(&semaphore);
        set.spawn(async move {
            let _permit = semaphore
                .acquire()
                .await
                .expect("the semaphore is never closed");
            wait_random(max_delay).await
        });
    }
    let mut delays: Vec<f64> = Vec::new();
    while let Some(delay) = set.join_next().await {
        let delay = delay.expect("a wait does not panic");
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
