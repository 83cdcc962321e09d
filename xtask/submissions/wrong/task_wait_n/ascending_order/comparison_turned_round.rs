//! Several tasks at once.

use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;

/// Runs `n` tasks at the same time and returns their delays.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut tasks: FuturesUnordered<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    while let Some(delay) = tasks.next().await {
        let delay = delay.unwrap();
        let at = delays.partition_point(|d| *d > delay);
        delays.insert(at, delay);
    }
    delays
}
