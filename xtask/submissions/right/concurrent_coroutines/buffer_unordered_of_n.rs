//! Several random waits as a stream.

use basic_async_syntax::wait_random;
use futures::stream::{self, StreamExt};

/// Buffers as many waits as there are.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    stream::repeat_with(|| wait_random(max_delay))
        .take(n)
        .buffer_unordered(n.max(1))
        .collect()
        .await
}
