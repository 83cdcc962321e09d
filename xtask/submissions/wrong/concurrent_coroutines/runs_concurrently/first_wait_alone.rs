//! Several waits at once.

use basic_async_syntax::wait_random;
use futures::future::join_all;

/// Returns `n` delays, the smallest first.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    if n == 0 {
        return vec![];
    }
    let mut delays = vec![wait_random(max_delay).await];
    for delay in join_all((1..n).map(|_| wait_random(max_delay))).await {
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
