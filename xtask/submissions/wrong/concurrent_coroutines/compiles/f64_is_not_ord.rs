//! Concurrent random waits.

use std::collections::BinaryHeap;

use basic_async_syntax::wait_random;
use futures::future::join_all;

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut heap = BinaryHeap::new();
    for delay in join_all((0..n).map(|_| wait_random(max_delay))).await {
        heap.push(delay);
    }
    heap.into_iter().collect()
}
