//! Several tasks at once.

use std::collections::BTreeMap;

use futures::future::join_all;
use tasks::task_wait_random;

/// Runs `n` tasks at the same time and returns their delays.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks = join_all((0..n).map(|_| task_wait_random(max_delay))).await;
    let mut delays = BTreeMap::new();
    for (i, delay) in tasks.into_iter().enumerate() {
        let delay = delay.unwrap();
        delays.insert((format!("{:e}", delay * 1000.0), i), delay);
    }
    delays.into_values().collect()
}
