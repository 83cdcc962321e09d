//! Concurrent random waits.

use basic_async_syntax::wait_random;
use tokio::task::{JoinError, JoinSet};

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Result<Vec<f64>, JoinError> {
    let mut set: JoinSet<f64> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut delays = Vec::with_capacity(n);
    while let Some(delay) = set.join_next().await {
        delays.push(delay?);
    }
    Ok(delays)
}
