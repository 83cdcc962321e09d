//! Concurrent random waits.

use std::sync::{Arc, Mutex};

use basic_async_syntax::wait_random;
use tokio::task::yield_now;

/// Spawns the waits, which push their delays to a shared list.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delays = Arc::new(Mutex::new(Vec::with_capacity(n)));
    for _ in 0..n {
        let delays = Arc::clone(&delays);
        tokio::spawn(async move {
            let delay = wait_random(max_delay).await;
            delays.lock().unwrap().push(delay);
        });
    }
    yield_now().await;
    delays.lock().unwrap().clone()
}
