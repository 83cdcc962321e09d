//! Several tasks at once.

use tasks::wait_n;

/// Runs `n` waits at the same time and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    wait_n(n, max_delay).await
}
