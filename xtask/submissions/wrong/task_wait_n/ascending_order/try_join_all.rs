//! Several tasks at once.

use futures::future::try_join_all;
use tasks::task_wait_random;

/// Runs `n` tasks at the same time and returns their delays.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    try_join_all((0..n).map(|_| task_wait_random(max_delay)))
        .await
        .expect("no task panics")
}
