//! Several waits at the same time.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};
use std::sync::atomic::{AtomicU32, Ordering};

static LIMIT: AtomicU32 = AtomicU32::new(0);

async fn wait() -> f64 {
    tokio::task::yield_now().await;
    wait_random(LIMIT.load(Ordering::SeqCst)).await
}

/// Returns the delays of `n` concurrent waits, the shortest first.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    LIMIT.store(max_delay, Ordering::SeqCst);
    let waits: FuturesUnordered<_> = (0..n).map(|_| wait()).collect();
    waits.collect().await
}
