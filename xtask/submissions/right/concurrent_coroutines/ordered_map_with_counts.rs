//! Random waits in an ordered map.

use std::collections::BTreeMap;

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;

/// Counts how often each delay came and lists them all.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    for _ in 0..n {
        set.spawn(wait_random(max_delay));
    }
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    while let Some(delay) = set.join_next().await {
        *counts.entry(delay.unwrap().to_bits()).or_insert(0) += 1;
    }
    counts
        .into_iter()
        .flat_map(|(bits, count)| std::iter::repeat_n(f64::from_bits(bits), count))
        .collect()
}
