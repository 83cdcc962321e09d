//! Concurrent random waits.

use basic_async_syntax::wait_random;
use futures::future::join_all;

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut delays = join_all((0..n).map(|_| wait_random(max_delay))).await;
    for i in 0..delays.len() {
        for j in 0..delays.len() - 1 - i {
            if delays[j] > delays[j + 1] {
                delays.swap(j, j + 1);
            }
        }
    }
    delays
}
