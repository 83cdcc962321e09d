//! Random waits by recursion.

use basic_async_syntax::wait_random;
use futures::future::{BoxFuture, select_all};

fn collect(waits: Vec<BoxFuture<'_, f64>>, mut delays: Vec<f64>) -> BoxFuture<'_, Vec<f64>> {
    Box::pin(async move {
        if waits.is_empty() {
            return delays;
        }
        let (delay, _, rest) = select_all(waits).await;
        delays.push(delay);
        collect(rest, delays).await
    })
}

/// Waits `n` times at once and collects the delays by recursion.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let waits = (0..n).map(|_| Box::pin(wait_random(max_delay)) as BoxFuture<'_, f64>);
    collect(waits.collect(), Vec::new()).await
}
