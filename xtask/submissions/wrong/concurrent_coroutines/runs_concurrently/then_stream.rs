//! A stream of random delays.

use basic_async_syntax::wait_random;
use futures::stream::{self, StreamExt};

/// Produces `n` delays with a stream, smallest first.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut delays: Vec<f64> = Vec::new();
    let mut stream = Box::pin(stream::repeat(max_delay).take(n).then(wait_random));
    while let Some(delay) = stream.next().await {
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
