//! Random waits in batches.

use basic_async_syntax::wait_random;
use futures::future::join_all;

/// Runs the waits and merges the delays into an ordered list.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut delays: Vec<f64> = Vec::new();
    let mut left = n;
    while left > 0 {
        let batch = left.min(4);
        for delay in join_all((0..batch).map(|_| wait_random(max_delay))).await {
            let at = delays.partition_point(|d| *d <= delay);
            delays.insert(at, delay);
        }
        left -= batch;
    }
    delays
}
