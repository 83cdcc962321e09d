//! Random waits as tasks, several at once.

use tasks::task_wait_random;
use tokio::task::JoinSet;

/// Starts `n` tasks and awaits them in a set of other tasks.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    for _ in 0..n {
        set.spawn(task_wait_random(max_delay));
    }
    let mut delays = Vec::with_capacity(n);
    while let Some(ended) = set.join_next().await {
        delays.push(ended.unwrap().unwrap());
    }
    delays
}
