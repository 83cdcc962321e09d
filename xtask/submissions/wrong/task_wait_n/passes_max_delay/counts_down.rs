//! Several tasks at once.

use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;

/// Runs `n` tasks and returns their delays as the tasks end.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut limit = max_delay;
    let tasks = FuturesUnordered::new();
    for _ in 0..n {
        tasks.push(task_wait_random(limit));
        limit = limit.saturating_sub(1);
    }
    tasks.map(|delay| delay.unwrap()).collect().await
}
