//! Concurrent random waits.

use basic_async_syntax::wait_random;
use futures::future::join_all;

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let arrange: fn(&mut [u64]) = <[u64]>::sort_unstable;
    let waits = (0..n).map(|_| wait_random(max_delay));
    let mut bits: Vec<u64> = join_all(waits)
        .await
        .into_iter()
        .map(f64::to_bits)
        .collect();
    arrange(&mut bits);
    bits.into_iter().map(f64::from_bits).collect()
}
