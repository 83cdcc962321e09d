//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use futures::{StreamExt, stream::FuturesUnordered};
use std::sync::LazyLock;
use tokio::runtime::Runtime;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    (0..n)
        .map(|_| RUNTIME.spawn(wait_random(max_delay)))
        .collect::<FuturesUnordered<_>>()
        .map(Result::unwrap)
        .collect()
        .await
}
