//! Several tasks at once.

use std::sync::Mutex;

use tasks::task_wait_random;
use tokio::task::JoinSet;

static DELAYS: Mutex<Vec<f64>> = Mutex::new(Vec::new());

/// Runs `n` tasks at the same time and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    for _ in 0..n {
        let task = task_wait_random(max_delay);
        set.spawn(async move {
            let delay = task.await.unwrap();
            let mut delays = DELAYS.lock().unwrap();
            let at = delays.partition_point(|d| *d <= delay);
            delays.insert(at, delay);
        });
    }
    while set.join_next().await.is_some() {}
    DELAYS.lock().unwrap().drain(..).collect()
}
