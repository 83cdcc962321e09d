//! Several tasks at once.

use tasks::task_wait_random;
use tokio::task::JoinHandle;

/// Starts `n` tasks at the same time and returns them.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<JoinHandle<f64>> {
    (0..n).map(|_| task_wait_random(max_delay)).collect()
}
