//! Several tasks at once.

use futures::future::try_join_all;
use tasks::task_wait_random;

/// Runs `n` tasks at the same time and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks = (0..n).map(|_| task_wait_random(max_delay));
    let mut delays = try_join_all(tasks).await.unwrap();
    delays.sort_by_cached_key(|delay| delay.to_bits());
    delays
}
