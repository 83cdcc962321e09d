//! Several tasks at once.

use futures::future::select_all;
use tasks::task_wait_random;

/// Runs `n` tasks and returns their delays as the tasks end.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut tasks: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut delays = Vec::with_capacity(n);
    while tasks.len() > 1 {
        let (delay, _, rest) = select_all(tasks).await;
        delays.push(delay.unwrap());
        tasks = rest;
    }
    delays
}
