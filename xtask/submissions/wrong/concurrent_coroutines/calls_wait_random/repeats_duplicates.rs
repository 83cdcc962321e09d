//! Collects the delays of waits that overlap.

use basic_async_syntax::wait_random;
use futures::{StreamExt, stream::FuturesUnordered};

/// Waits `n` times at once for up to `max_delay` seconds and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut delays = Vec::with_capacity(n);
    while let Some(delay) = waits.next().await {
        if max_delay > 0 && delays.last() == Some(&delay) {
            waits.push(wait_random(max_delay));
        } else {
            delays.push(delay);
        }
    }
    delays
}
