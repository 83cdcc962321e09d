//! Several tasks at once.

use std::collections::BTreeMap;

use futures::future::join_all;
use tasks::task_wait_random;

/// Runs `n` tasks and returns their delays from an ordered map.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks = (0..n).map(|_| task_wait_random(max_delay));
    let mut delays = BTreeMap::new();
    for delay in join_all(tasks).await.into_iter().flatten() {
        delays.insert(delay.to_bits(), delay);
    }
    delays.into_values().collect()
}
