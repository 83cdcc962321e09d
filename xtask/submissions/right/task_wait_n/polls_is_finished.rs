//! Random waits as tasks that are asked whether they have ended.

use tasks::task_wait_random;
use tokio::task::{JoinHandle, yield_now};

/// Starts `n` tasks and asks all of them again and again.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut running: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    while !running.is_empty() {
        let (ended, others): (Vec<_>, Vec<_>) =
            running.into_iter().partition(JoinHandle::is_finished);
        running = others;
        for task in ended {
            let delay = task.await.unwrap();
            let at = delays.partition_point(|d| *d <= delay);
            delays.insert(at, delay);
        }
        yield_now().await;
    }
    delays
}
