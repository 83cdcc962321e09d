//! Several coroutines at the same time.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

/// Runs the waits together and returns the delays in the order of their ends.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    wait_random(0).await;
    let waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    waits.collect().await
}
