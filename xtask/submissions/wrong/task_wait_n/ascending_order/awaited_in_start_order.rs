//! Several tasks at once.

use tasks::task_wait_random;

/// Runs `n` tasks at the same time and returns their delays.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut delays = Vec::with_capacity(n);
    for task in tasks {
        delays.push(task.await.unwrap());
    }
    delays
}
