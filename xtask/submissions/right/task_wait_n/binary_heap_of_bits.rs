//! Random waits as tasks, and a heap.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use futures::future::join_all;
use tasks::task_wait_random;

/// Starts `n` tasks and takes their delays out of a heap, the smallest first.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let ended = join_all((0..n).map(|_| task_wait_random(max_delay))).await;
    let mut heap = BinaryHeap::with_capacity(n);
    for delay in ended {
        // The bits of floats that are not negative are ordered as the floats are.
        heap.push(Reverse(delay.unwrap().to_bits()));
    }
    std::iter::from_fn(|| heap.pop())
        .map(|Reverse(bits)| f64::from_bits(bits))
        .collect()
}
