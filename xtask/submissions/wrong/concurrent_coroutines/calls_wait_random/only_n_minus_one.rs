//! Several coroutines at the same time.

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;

/// Runs the waits in a set of tasks and returns the delays as they end.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    for _ in 1..n {
        set.spawn(wait_random(max_delay));
    }
    let mut delays = Vec::new();
    while let Some(delay) = set.join_next().await {
        delays.push(delay.unwrap());
    }
    delays
}
