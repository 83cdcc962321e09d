//! Concurrent random waits.

use std::sync::atomic::{AtomicUsize, Ordering};

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

static DONE: AtomicUsize = AtomicUsize::new(0);

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut delays = Vec::with_capacity(n);
    while DONE.load(Ordering::SeqCst) < n {
        match waits.next().await {
            Some(delay) => delays.push(delay),
            None => break,
        }
        DONE.fetch_add(1, Ordering::SeqCst);
    }
    delays
}
