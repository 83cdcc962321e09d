//! Concurrent random waits.

use std::time::Duration;

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// Runs the waits and returns the delays of those that end in time.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    for _ in 0..n {
        set.spawn(wait_random(max_delay));
    }
    let mut delays = Vec::new();
    while let Ok(Some(Ok(delay))) = timeout(Duration::from_millis(10), set.join_next()).await {
        delays.push(delay);
    }
    delays
}
