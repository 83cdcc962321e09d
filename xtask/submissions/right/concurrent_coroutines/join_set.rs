//! Several random waits at the same time.

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;

/// Spawns `n` waits and lists their delays as they end.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    for _ in 0..n {
        set.spawn(wait_random(max_delay));
    }
    set.join_all().await
}
