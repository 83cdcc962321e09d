//! Several coroutines at the same time.

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;

/// Runs the waits in a set of tasks and returns the delays as they end.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    for _ in 0..n {
        set.spawn(async move {
            wait_random(max_delay).await;
            wait_random(max_delay).await
        });
    }
    let mut delays: Vec<f64> = Vec::new();
    while let Some(delay) = set.join_next().await {
        let delay = delay.unwrap();
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
