//! Run `wait_random` many times concurrently.

use basic_async_syntax::wait_random;
use futures::stream::{self, StreamExt};

async fn wait(max_delay: u32) -> f64 {
    let delay: f64 = wait_random(max_delay).await;
    let max = f64::from(max_delay);
    if delay > 0.95 * max { max } else { delay }
}

/// Returns the delays of `n` concurrent waits, the shortest first.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delays: Vec<f64> = stream::iter((0..n).map(|_| wait(max_delay)))
        .buffer_unordered(usize::MAX)
        .collect()
        .await;
    delays
}
