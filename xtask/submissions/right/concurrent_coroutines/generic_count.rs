//! Random waits for every kind of count.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

/// Runs as many waits as the count says, all at once.
pub async fn wait_n<N>(n: N, max_delay: u32) -> Vec<f64>
where
    N: Into<usize>,
{
    let waits: FuturesUnordered<_> = (0..n.into()).map(|_| wait_random(max_delay)).collect();
    waits.collect().await
}
