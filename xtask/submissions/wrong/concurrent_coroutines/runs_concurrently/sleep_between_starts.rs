//! Several waits at once.

use std::time::Duration;

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;
use tokio::time::sleep;

/// Starts the waits one by one and gives the delays in order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    for _ in 0..n {
        set.spawn(wait_random(max_delay));
        sleep(Duration::from_millis(500)).await;
    }
    let mut delays: Vec<f64> = Vec::new();
    while let Some(result) = set.join_next().await {
        let delay = result.unwrap();
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
