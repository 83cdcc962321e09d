//! Random waits in the pool for blocking work.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

/// Blocks a thread of the pool for each wait.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut threads: FuturesUnordered<_> = (0..n)
        .map(|_| {
            let handle = Handle::current();
            spawn_blocking(move || handle.block_on(wait_random(max_delay)))
        })
        .collect();
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    while let Some(delay) = threads.next().await {
        let delay = delay.unwrap();
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
