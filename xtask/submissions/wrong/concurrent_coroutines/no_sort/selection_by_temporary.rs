//! Concurrent random waits.

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    for _ in 0..n {
        set.spawn(wait_random(max_delay));
    }
    let mut delays = set.join_all().await;
    for i in 0..delays.len() {
        let mut smallest = i;
        for j in i + 1..delays.len() {
            if delays[j] < delays[smallest] {
                smallest = j;
            }
        }
        let swapped = delays[i];
        delays[i] = delays[smallest];
        delays[smallest] = swapped;
    }
    delays
}
