//! Several tasks at once.

use tasks::task_wait_random;

/// Runs `n` tasks and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    while delays.len() < n {
        tokio::select! {
            Ok(delay) = task_wait_random(max_delay) => {
                let at = delays.partition_point(|d| *d <= delay);
                delays.insert(at, delay);
            }
            else => break,
        }
    }
    delays
}
