//! Several tasks at once.

use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;

/// Runs `n` tasks and returns their delays as the tasks end.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let limit = u32::try_from(n).unwrap_or(max_delay);
    let tasks: FuturesUnordered<_> = (0..n).map(|_| task_wait_random(limit)).collect();
    tasks.map(|delay| delay.unwrap()).collect().await
}
