//! Several tasks at once.

use tasks::task_wait_random;
use tokio::task::JoinHandle;

/// Runs `n` tasks at the same time and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    while !tasks.iter().all(JoinHandle::is_finished) || delays.is_empty() {
        std::thread::yield_now();
    }
    for task in tasks {
        let delay = task.await.unwrap();
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
