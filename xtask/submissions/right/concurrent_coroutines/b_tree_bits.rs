//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use futures::{StreamExt, stream::FuturesUnordered};
use std::collections::BTreeMap;

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut counts = BTreeMap::new();
    let mut waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    while let Some(delay) = waits.next().await {
        *counts.entry(delay.to_bits()).or_insert(0) += 1;
    }
    counts
        .into_iter()
        .flat_map(|(bits, count)| std::iter::repeat_n(f64::from_bits(bits), count))
        .collect()
}
