//! Several random waits, each put in its place.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

fn insert_sorted(sorted: &mut Vec<f64>, delay: f64) {
    let place = sorted.partition_point(|&other| other <= delay);
    sorted.insert(place, delay);
}

/// Runs `n` waits together and keeps the list sorted without ever calling `sort()`.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut sorted = Vec::with_capacity(n);
    while let Some(delay) = waits.next().await {
        insert_sorted(&mut sorted, delay);
    }
    debug_assert!(sorted.is_sorted(), "sort_by would not change anything");
    sorted
}
