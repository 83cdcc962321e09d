//! Several random waits, run as a stream.

use basic_async_syntax::wait_random;
use futures::stream::{self, StreamExt};

/// Runs `wait_random` `n` times and collects the delays as they finish.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut stream = stream::iter(0..n)
        .map(|_| wait_random(max_delay))
        .buffer_unordered(10);
    let mut delays: Vec<f64> = Vec::new();
    while let Some(delay) = stream.next().await {
        let index = delays
            .binary_search_by(|d| d.total_cmp(&delay))
            .unwrap_or_else(|i| i);
        delays.insert(index, delay);
    }
    delays
}
