//! Several tasks at once.

use futures::stream::{self, StreamExt};
use tasks::task_wait_random;

/// Runs `n` tasks and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut ended = stream::iter(0..n)
        .map(|_| task_wait_random(max_delay))
        .buffer_unordered(5);
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    while let Some(delay) = ended.next().await {
        let delay = delay.unwrap();
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
