//! Concurrent random waits.

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;

fn ascending(mut delays: Vec<f64>) -> Vec<f64> {
    delays.sort_unstable_by(f64::total_cmp);
    delays
}

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    for _ in 0..n {
        set.spawn(wait_random(max_delay));
    }
    ascending(set.join_all().await)
}
