//! Several tasks at once.

use futures::future::join_all;
use tasks::task_wait_random;

/// Runs `n` tasks and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let numbers: Vec<usize> = (0..n).collect();
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    for chunk in numbers.chunks(3) {
        for delay in join_all(chunk.iter().map(|_| task_wait_random(max_delay))).await {
            let delay = delay.unwrap();
            let at = delays.partition_point(|d| *d <= delay);
            delays.insert(at, delay);
        }
    }
    delays
}
