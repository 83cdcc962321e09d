//! Several tasks at once.

use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::sleep;

async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    sleep(Duration::from_secs_f64(delay)).await;
    delay
}

/// Runs `n` tasks and returns their delays as the tasks end.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    for _ in 0..n {
        set.spawn(wait_random(max_delay));
    }
    let mut delays = Vec::with_capacity(n);
    while let Some(delay) = set.join_next().await {
        delays.push(delay.unwrap());
    }
    delays
}
