//! Several tasks at once.

use tasks::task_wait_random;
use tokio::task::JoinSet;

const WINDOW: usize = 64;

/// Runs `n` tasks and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    let mut started = 0;
    while delays.len() < n {
        while started < n && set.len() < WINDOW {
            set.spawn(task_wait_random(max_delay));
            started += 1;
        }
        if let Some(delay) = set.join_next().await {
            let delay = delay.unwrap().unwrap();
            let at = delays.partition_point(|d| *d <= delay);
            delays.insert(at, delay);
        }
    }
    delays
}
