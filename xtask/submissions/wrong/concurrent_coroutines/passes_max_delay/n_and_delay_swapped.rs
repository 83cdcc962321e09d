//! Concurrent random waits.

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;

/// Spawns `n` waits and returns what they waited.
pub async fn wait_n(max_delay: usize, n: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    for _ in 0..n {
        set.spawn(wait_random(max_delay as u32));
    }
    let mut delays = Vec::new();
    while let Some(delay) = set.join_next().await {
        delays.push(delay.unwrap());
    }
    delays
}
