//! Random waits as tasks that are looked at every millisecond.

use std::time::Duration;

use tasks::task_wait_random;
use tokio::time::sleep;

/// Starts `n` tasks and looks at them until all have ended.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    while tasks.iter().any(|task| !task.is_finished()) {
        sleep(Duration::from_millis(1)).await;
    }
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    for task in tasks {
        let delay = task.await.unwrap();
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
