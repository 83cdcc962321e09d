//! Random waits as tasks, and an ordered map.

use std::collections::BTreeMap;

use futures::future::try_join_all;
use tasks::task_wait_random;

/// Starts `n` tasks and lists equal delays side by side.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks = (0..n).map(|_| task_wait_random(max_delay));
    let mut groups: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
    for delay in try_join_all(tasks).await.unwrap() {
        groups.entry(delay.to_bits()).or_default().push(delay);
    }
    groups.into_values().flatten().collect()
}
