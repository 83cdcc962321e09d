//! Concurrent random waits.

use basic_async_syntax::wait_random;
use futures::future::select_all;

/// Runs the waits and returns the smallest delay first.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    if n == 0 {
        return Vec::new();
    }
    let waits = (0..n).map(|_| Box::pin(wait_random(max_delay)));
    let (delay, _, _) = select_all(waits).await;
    vec![delay]
}
