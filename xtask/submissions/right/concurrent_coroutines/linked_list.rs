//! Random waits in a linked list.

use std::collections::LinkedList;

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

/// Puts each delay between the smaller and the larger ones.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut list: LinkedList<f64> = LinkedList::new();
    while let Some(delay) = waits.next().await {
        let smaller = list.iter().take_while(|d| **d <= delay).count();
        let mut larger = list.split_off(smaller);
        list.push_back(delay);
        list.append(&mut larger);
    }
    list.into_iter().collect()
}
