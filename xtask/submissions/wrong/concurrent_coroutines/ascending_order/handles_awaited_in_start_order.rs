//! Concurrent random waits.

use basic_async_syntax::wait_random;

/// Runs `wait_random` `n` times concurrently and returns the delays.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let handles: Vec<_> = (0..n)
        .map(|_| tokio::spawn(wait_random(max_delay)))
        .collect();
    let mut delays = Vec::with_capacity(n);
    for handle in handles {
        delays.push(handle.await.unwrap());
    }
    delays
}
