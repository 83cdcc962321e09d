//! Concurrent random waits.

use std::sync::Mutex;

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;

static DELAYS: Mutex<Vec<f64>> = Mutex::new(Vec::new());

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    for _ in 0..n {
        set.spawn(wait_random(max_delay));
    }
    while let Some(delay) = set.join_next().await {
        let delay = delay.unwrap();
        let mut delays = DELAYS.lock().unwrap();
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    DELAYS.lock().unwrap().clone()
}
