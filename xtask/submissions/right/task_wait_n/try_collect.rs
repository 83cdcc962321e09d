//! Random waits as tasks, several at once.

use futures::stream::{FuturesUnordered, TryStreamExt};
use tasks::task_wait_random;

/// Starts `n` tasks and collects their delays unless one fails.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    (0..n)
        .map(|_| task_wait_random(max_delay))
        .collect::<FuturesUnordered<_>>()
        .try_collect()
        .await
        .expect("no task panics")
}
