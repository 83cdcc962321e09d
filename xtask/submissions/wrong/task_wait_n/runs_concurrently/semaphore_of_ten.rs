//! Several tasks at once.

use std::sync::Arc;

use tasks::task_wait_random;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Runs `n` tasks and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let limit = Arc::new(Semaphore::new(10));
    let mut set = JoinSet::new();
    for _ in 0..n {
        let limit = Arc::clone(&limit);
        set.spawn(async move {
            let permit = limit.acquire_owned().await.unwrap();
            let delay = task_wait_random(max_delay).await.unwrap();
            drop(permit);
            delay
        });
    }
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    while let Some(Ok(delay)) = set.join_next().await {
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
