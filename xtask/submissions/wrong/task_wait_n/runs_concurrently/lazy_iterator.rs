//! Several tasks at once.

use tasks::task_wait_random;

/// Runs `n` tasks and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks = (0..n).map(|_| task_wait_random(max_delay));
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    for task in tasks {
        let delay = task.await.expect("the task ends");
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
