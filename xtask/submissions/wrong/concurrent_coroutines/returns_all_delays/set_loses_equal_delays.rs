//! Concurrent random waits.

use std::collections::BTreeSet;

use basic_async_syntax::wait_random;
use futures::future::join_all;

/// Runs the waits and returns the delays from an ordered set.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let waits = (0..n).map(|_| wait_random(max_delay));
    let delays: BTreeSet<u64> = join_all(waits)
        .await
        .into_iter()
        .map(f64::to_bits)
        .collect();
    delays.into_iter().map(f64::from_bits).collect()
}
