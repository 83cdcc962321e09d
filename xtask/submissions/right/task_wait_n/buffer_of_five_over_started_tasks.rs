//! Random waits as tasks, of which five are awaited at a time.

use futures::stream::{self, StreamExt};
use tasks::task_wait_random;

/// Starts all the tasks first, so that only the awaiting is limited.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let started: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut ended = stream::iter(started).buffer_unordered(5);
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    while let Some(delay) = ended.next().await {
        let delay = delay.unwrap();
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
