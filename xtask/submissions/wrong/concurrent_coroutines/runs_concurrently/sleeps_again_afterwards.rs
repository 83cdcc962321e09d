//! Several waits at once.

use std::time::Duration;

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;

/// Runs the waits and gives the delays in order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set: JoinSet<f64> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut delays = Vec::new();
    while let Some(Ok(delay)) = set.join_next().await {
        let at = delays.partition_point(|d: &f64| *d <= delay);
        delays.insert(at, delay);
    }
    let longest = delays.last().copied().unwrap_or(0.0);
    tokio::time::sleep(Duration::from_secs_f64(longest)).await;
    delays
}
