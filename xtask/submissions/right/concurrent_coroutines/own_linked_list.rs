//! Random waits in a list of nodes.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

struct Node {
    delay: f64,
    next: Option<Box<Node>>,
}

fn insert(list: Option<Box<Node>>, delay: f64) -> Option<Box<Node>> {
    match list {
        Some(mut node) if node.delay < delay => {
            node.next = insert(node.next.take(), delay);
            Some(node)
        }
        next => Some(Box::new(Node { delay, next })),
    }
}

/// Inserts the delays into a list and reads it from the smallest to the largest.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut list = None;
    while let Some(delay) = waits.next().await {
        list = insert(list, delay);
    }
    let mut delays = Vec::with_capacity(n);
    while let Some(node) = list {
        delays.push(node.delay);
        list = node.next;
    }
    delays
}
