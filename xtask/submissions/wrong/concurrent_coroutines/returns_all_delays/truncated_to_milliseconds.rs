//! Concurrent random waits.

use std::collections::BTreeMap;

use basic_async_syntax::wait_random;
use futures::future::join_all;

/// Runs the waits and reads the delays from an ordered map.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for delay in join_all((0..n).map(|_| wait_random(max_delay))).await {
        *counts.entry((delay * 1000.0) as u64).or_default() += 1;
    }
    counts
        .into_iter()
        .flat_map(|(millis, count)| vec![millis as f64 / 1000.0; count])
        .collect()
}
