//! Run `wait_random` many times concurrently.

use basic_async_syntax::wait_random;
use futures::future::join_all;
use std::collections::BinaryHeap;

/// Waits `n` times for a random delay and returns all the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let heap: BinaryHeap<u64> = join_all((0..n).map(|_| wait_random(max_delay)))
        .await
        .into_iter()
        .map(f64::to_bits)
        .collect();
    heap.into_sorted_vec()
        .into_iter()
        .map(f64::from_bits)
        .collect()
}
