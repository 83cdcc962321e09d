//! Several tasks at once.

use futures::stream::{self, StreamExt};
use tasks::task_wait_random;

/// Runs `n` tasks and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delays = stream::unfold(0, |started| async move {
        if started == n {
            return None;
        }
        let delay = task_wait_random(max_delay).await.ok()?;
        Some((delay, started + 1))
    });
    delays
        .fold(Vec::new(), |mut list: Vec<f64>, delay| async move {
            list.insert(list.partition_point(|d| *d <= delay), delay);
            list
        })
        .await
}
