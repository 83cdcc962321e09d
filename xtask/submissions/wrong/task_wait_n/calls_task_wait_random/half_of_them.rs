//! Several tasks at once.

use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;

/// Runs the tasks and returns their delays as the tasks end.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks: FuturesUnordered<_> = (0..n)
        .step_by(2)
        .map(|_| task_wait_random(max_delay))
        .collect();
    tasks.map(|delay| delay.unwrap()).collect().await
}
