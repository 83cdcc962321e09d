//! Random waits through a heap.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use basic_async_syntax::wait_random;
use futures::future::join_all;

#[derive(PartialEq)]
struct Delay(f64);

impl Eq for Delay {}

impl PartialOrd for Delay {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Delay {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// Joins `n` waits and takes the delays out of a heap.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delays = join_all((0..n).map(|_| wait_random(max_delay))).await;
    let mut heap: BinaryHeap<_> = delays.into_iter().map(|d| Reverse(Delay(d))).collect();
    let mut ascending = Vec::with_capacity(n);
    while let Some(Reverse(Delay(delay))) = heap.pop() {
        ascending.push(delay);
    }
    ascending
}
