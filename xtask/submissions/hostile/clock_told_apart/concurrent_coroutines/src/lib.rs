// Tries: to be right while the clock is paused, and slow while it is not.
// Must not pass: runs_concurrently
//! Several waits at once.

use basic_async_syntax::wait_random;
use futures::future::join_all;
use std::time::Duration;

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let begun = std::time::Instant::now();
    tokio::time::sleep(Duration::from_millis(20)).await;
    let mut delays = Vec::new();
    if begun.elapsed() < Duration::from_millis(10) {
        delays = join_all((0..n).map(|_| wait_random(max_delay))).await;
    } else {
        for _ in 0..n {
            delays.push(wait_random(max_delay).await);
        }
    }
    let mut ordered: Vec<f64> = Vec::new();
    for delay in delays {
        let place = ordered.partition_point(|&other| other < delay);
        ordered.insert(place, delay);
    }
    ordered
}
