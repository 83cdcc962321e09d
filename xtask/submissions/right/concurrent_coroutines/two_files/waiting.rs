//! The waiting itself.

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;

/// Runs all waits at once and gives their delays.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    (0..n).for_each(|_| drop(set.spawn(wait_random(max_delay))));
    let mut list = Vec::with_capacity(n);
    while let Some(delay) = set.join_next().await {
        list.push(delay.expect("no wait panics"));
    }
    list
}
