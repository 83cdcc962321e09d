//! Concurrent random waits.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, Stream};

/// Runs `wait_random` `n` times concurrently and yields the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> impl Stream<Item = f64> {
    (0..n)
        .map(|_| wait_random(max_delay))
        .collect::<FuturesUnordered<_>>()
}
