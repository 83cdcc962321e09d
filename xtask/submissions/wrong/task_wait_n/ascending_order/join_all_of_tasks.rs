//! Several tasks at once.

use futures::future::join_all;
use tasks::task_wait_random;

/// Runs `n` tasks at the same time and returns their delays.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    join_all(tasks)
        .await
        .into_iter()
        .map(|delay| delay.unwrap())
        .collect()
}
