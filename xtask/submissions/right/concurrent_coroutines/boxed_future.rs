//! Random waits in a box.

use basic_async_syntax::wait_random;
use futures::StreamExt;
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;

/// Returns a boxed future of the delays, the smallest first.
pub fn wait_n(n: usize, max_delay: u32) -> BoxFuture<'static, Vec<f64>> {
    Box::pin(async move {
        let waits = FuturesUnordered::from_iter((0..n).map(|_| wait_random(max_delay)));
        waits.collect::<Vec<_>>().await
    })
}
