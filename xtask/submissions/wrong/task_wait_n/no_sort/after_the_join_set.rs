//! Several tasks at once.

use tasks::task_wait_random;
use tokio::task::JoinSet;

/// Runs `n` tasks at the same time and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    for _ in 0..n {
        set.spawn(task_wait_random(max_delay));
    }
    let mut delays = Vec::with_capacity(n);
    while let Some(delay) = set.join_next().await {
        delays.push(delay.unwrap().unwrap());
    }
    delays.sort_by(f64::total_cmp);
    delays
}
