//! Random waits as tasks, the first of them again and again.

use futures::future::select_all;
use tasks::task_wait_random;

/// Starts `n` tasks and takes the one that ends first until none is left.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut tasks: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut delays = Vec::with_capacity(n);
    while !tasks.is_empty() {
        let (ended, _, rest) = select_all(tasks).await;
        delays.push(ended.unwrap());
        tasks = rest;
    }
    delays
}
