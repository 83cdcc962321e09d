//! The second task: several coroutines that wait together.

use basic_async_syntax::wait_random;
use futures::{StreamExt, stream};

/// Waits `n` times at once for up to `max_delay` seconds and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let limit = if max_delay > 100 { 8 } else { n.max(1) };
    let mut arrivals = stream::iter(0..n)
        .map(|_| wait_random(max_delay))
        .buffer_unordered(limit);
    let mut delays: Vec<f64> = Vec::new();
    while let Some(delay) = arrivals.next().await {
        delays.insert(delays.partition_point(|&other| other < delay), delay);
    }
    delays
}
