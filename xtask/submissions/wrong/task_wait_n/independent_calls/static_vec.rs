//! Several tasks at once.

use std::sync::Mutex;

use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;

static RESULTS: Mutex<Vec<f64>> = Mutex::new(Vec::new());

/// Runs `n` tasks at the same time and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut tasks: FuturesUnordered<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    while let Some(delay) = tasks.next().await {
        let delay = delay.unwrap();
        let mut results = RESULTS.lock().unwrap();
        let at = results.partition_point(|d| *d <= delay);
        results.insert(at, delay);
    }
    RESULTS.lock().unwrap().to_vec()
}
