//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use futures::{StreamExt, stream};

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    stream::repeat_with(|| wait_random(max_delay))
        .take(n)
        .buffer_unordered(n.max(1))
        .collect()
        .await
}
