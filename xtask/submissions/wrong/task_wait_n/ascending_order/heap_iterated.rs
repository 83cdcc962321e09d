//! Several tasks at once.

use std::collections::BinaryHeap;

use futures::future::join_all;
use tasks::task_wait_random;

/// Runs `n` tasks at the same time and returns their delays.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut heap = BinaryHeap::new();
    for delay in join_all((0..n).map(|_| task_wait_random(max_delay))).await {
        heap.push(delay.unwrap().to_bits());
    }
    heap.into_iter().map(f64::from_bits).collect()
}
