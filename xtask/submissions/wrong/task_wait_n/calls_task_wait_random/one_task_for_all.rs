//! Several tasks at once.

use tasks::task_wait_random;

/// Runs a task and returns `n` delays.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delay = task_wait_random(max_delay).await.unwrap();
    std::iter::repeat_n(delay, n).collect()
}
