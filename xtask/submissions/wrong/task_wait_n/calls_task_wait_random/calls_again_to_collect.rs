//! Several tasks at once.

use tasks::task_wait_random;
use tokio::task::JoinSet;

/// Runs `n` tasks and returns their delays as the tasks end.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let started: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut set = JoinSet::new();
    for _ in &started {
        set.spawn(task_wait_random(max_delay));
    }
    let mut delays = Vec::with_capacity(n);
    while let Some(Ok(Ok(delay))) = set.join_next().await {
        delays.push(delay);
    }
    delays
}
