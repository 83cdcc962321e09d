//! Random waits as tasks, awaited as a stream.

use futures::stream::{self, StreamExt};
use tasks::task_wait_random;

/// Starts `n` tasks, then awaits all of them through a buffer.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let started: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    stream::iter(started)
        .buffer_unordered(n.max(1))
        .filter_map(|ended| async move { ended.ok() })
        .collect()
        .await
}
