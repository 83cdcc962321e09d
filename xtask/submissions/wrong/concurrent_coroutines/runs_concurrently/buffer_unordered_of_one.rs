//! Several random waits, run as a stream.

use basic_async_syntax::wait_random;
use futures::{StreamExt, stream};

/// Runs `wait_random` `n` times and returns the delays from the smallest to the largest.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    stream::iter(0..n)
        .map(|_| wait_random(max_delay))
        .buffer_unordered(1)
        .fold(Vec::new(), |mut delays: Vec<f64>, delay| async move {
            let at = delays
                .iter()
                .position(|&d| d > delay)
                .unwrap_or(delays.len());
            delays.insert(at, delay);
            delays
        })
        .await
}
