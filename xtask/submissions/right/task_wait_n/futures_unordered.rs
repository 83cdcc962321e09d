//! Random waits as tasks, several at once.

use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;

/// Starts `n` tasks and lists their delays as they end.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut tasks: FuturesUnordered<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut delays = Vec::with_capacity(n);
    while let Some(delay) = tasks.next().await {
        delays.push(delay.expect("no task panics"));
    }
    delays
}
