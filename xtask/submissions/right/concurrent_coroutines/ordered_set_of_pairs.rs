//! Random waits in an ordered set.

use std::collections::BTreeSet;

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

/// Tells equal delays apart by the number of their wait.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let waits: FuturesUnordered<_> = (0..n)
        .map(|i| async move { (wait_random(max_delay).await.to_bits(), i) })
        .collect();
    let ordered: BTreeSet<(u64, usize)> = waits.collect().await;
    ordered
        .into_iter()
        .map(|(bits, _)| f64::from_bits(bits))
        .collect()
}
