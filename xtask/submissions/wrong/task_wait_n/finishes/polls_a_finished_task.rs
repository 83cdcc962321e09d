//! Several tasks at once.

use tasks::task_wait_random;

/// Runs `n` tasks at the same time and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut tasks: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    for _ in 0..2 {
        for task in &mut tasks {
            let delay = task.await.unwrap();
            let at = delays.partition_point(|d| *d <= delay);
            delays.insert(at, delay);
        }
    }
    delays.truncate(n);
    delays
}
