//! Concurrent random waits.

use std::collections::VecDeque;

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;

/// Runs `wait_random` `n` times concurrently and returns the delays.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    for _ in 0..n {
        set.spawn(wait_random(max_delay));
    }
    let mut delays = VecDeque::new();
    while let Some(delay) = set.join_next().await {
        delays.push_front(delay.unwrap());
    }
    delays.into()
}
