//! Several tasks at once.

use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;
use tokio::task::JoinError;

/// Runs `n` tasks at the same time and returns their results in the order of their ends.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<Result<f64, JoinError>> {
    let tasks: FuturesUnordered<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    tasks.collect().await
}
