//! Several tasks at once.

use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;
use tokio::task::JoinHandle;

/// Runs `n` tasks in one task, which gives their delays in ascending order.
pub fn task_wait_n(n: usize, max_delay: u32) -> JoinHandle<Vec<f64>> {
    tokio::spawn(async move {
        let tasks: FuturesUnordered<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
        tasks.map(|delay| delay.unwrap()).collect().await
    })
}
