//! Several tasks at once.

use std::time::Duration;

use tasks::task_wait_random;
use tokio::time::sleep;

/// Runs `n` tasks and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    sleep(Duration::from_secs(u64::from(max_delay))).await;
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    for task in tasks {
        let delay = task.await.unwrap();
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
