//! Several random waits, the first of them again and again.

use basic_async_syntax::wait_random;
use futures::future::{FutureExt, select_all};

/// Takes the wait that ends first until none is left.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut waits: Vec<_> = (0..n).map(|_| wait_random(max_delay).boxed()).collect();
    let mut delays = Vec::with_capacity(n);
    while !waits.is_empty() {
        let (delay, _, rest) = select_all(waits).await;
        delays.push(delay);
        waits = rest;
    }
    delays
}
