//! Concurrent random waits.

use std::collections::BTreeMap;

use basic_async_syntax::wait_random;
use futures::future::join_all;

/// Runs the waits and returns the delays from an ordered map.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut delays = BTreeMap::new();
    for delay in join_all((0..n).map(|_| wait_random(max_delay))).await {
        delays.insert(delay as u64, delay);
    }
    delays.into_values().collect()
}
