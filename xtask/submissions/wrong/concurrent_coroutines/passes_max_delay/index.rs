//! Task 1, many random waits at the same time.

use basic_async_syntax::wait_random;
use futures::{StreamExt, stream::FuturesUnordered};

/// Waits `n` times at once for up to `max_delay` seconds and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let waits: FuturesUnordered<_> = (0..n as u32)
        .map(|i| wait_random(max_delay.saturating_sub(i / 50)))
        .collect();
    waits.collect().await
}
