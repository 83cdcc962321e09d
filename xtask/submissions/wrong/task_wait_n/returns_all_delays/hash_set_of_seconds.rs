//! Several tasks at once.

use std::collections::HashSet;

use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;

/// Runs `n` tasks and returns their delays as the tasks end.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut tasks: FuturesUnordered<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut seen = HashSet::new();
    let mut delays = Vec::with_capacity(n);
    while let Some(delay) = tasks.next().await {
        let delay = delay.unwrap();
        if seen.insert(delay as u64) {
            delays.push(delay);
        }
    }
    delays
}
