//! Concurrent random waits.

use std::sync::Mutex;

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

static DELAYS: Mutex<Vec<f64>> = Mutex::new(Vec::new());

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    DELAYS.lock().unwrap().clear();
    let mut waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    while let Some(delay) = waits.next().await {
        DELAYS.lock().unwrap().push(delay);
    }
    DELAYS.lock().unwrap().clone()
}
