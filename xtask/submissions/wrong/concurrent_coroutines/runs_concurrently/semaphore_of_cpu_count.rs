//! Waits several times at once.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};
use tokio::sync::Semaphore;

/// Runs the waits with as many at a time as there are processors.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let cores = std::thread::available_parallelism().map_or(4, |cores| cores.get());
    let semaphore = Semaphore::new(cores);
    let mut waits: FuturesUnordered<_> = (0..n)
        .map(|_| async {
            let _permit = semaphore.acquire().await.unwrap();
            wait_random(max_delay).await
        })
        .collect();
    let mut delays: Vec<f64> = Vec::new();
    while let Some(delay) = waits.next().await {
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
