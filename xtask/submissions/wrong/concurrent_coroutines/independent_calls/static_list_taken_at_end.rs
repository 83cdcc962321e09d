//! Concurrent random waits.

use std::sync::Mutex;

use basic_async_syntax::wait_random;
use futures::future::join_all;

static DELAYS: Mutex<Vec<f64>> = Mutex::new(Vec::new());

async fn wait_and_note(max_delay: u32) {
    let delay = wait_random(max_delay).await;
    let mut delays = DELAYS.lock().unwrap();
    let at = delays.partition_point(|d| *d <= delay);
    delays.insert(at, delay);
}

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    join_all((0..n).map(|_| wait_and_note(max_delay))).await;
    std::mem::take(&mut *DELAYS.lock().unwrap())
}
