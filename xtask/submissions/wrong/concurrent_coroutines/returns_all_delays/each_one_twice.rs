//! Concurrent random waits.

use std::cell::RefCell;

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

/// Runs the waits and returns the delays in the order in which they end.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delays = RefCell::new(Vec::new());
    let mut waits: FuturesUnordered<_> = (0..n)
        .map(|_| async {
            let delay = wait_random(max_delay).await;
            delays.borrow_mut().push(delay);
            delay
        })
        .collect();
    while let Some(delay) = waits.next().await {
        delays.borrow_mut().push(delay);
    }
    drop(waits);
    delays.into_inner()
}
