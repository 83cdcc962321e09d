//! Several tasks at once.

use futures::future::join_all;
use tasks::task_wait_random;

/// Runs `n` tasks at the same time and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks = (0..n).map(|_| task_wait_random(max_delay));
    let mut delays: Vec<f64> = join_all(tasks)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    delays.sort_by(|a, b| a.partial_cmp(b).expect("no delay is NaN"));
    delays
}
