//! Concurrent random waits.

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(_n: usize, _max_delay: u32) -> Vec<f64> {
    todo!()
}
