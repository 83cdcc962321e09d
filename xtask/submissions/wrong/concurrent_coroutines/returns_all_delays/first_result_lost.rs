//! Concurrent random waits.

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;

/// Spawns the waits and returns the delays in the order in which they end.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    for _ in 0..n {
        set.spawn(wait_random(max_delay));
    }
    let mut delays = Vec::new();
    set.join_next().await;
    while let Some(Ok(delay)) = set.join_next().await {
        delays.push(delay);
    }
    delays
}
