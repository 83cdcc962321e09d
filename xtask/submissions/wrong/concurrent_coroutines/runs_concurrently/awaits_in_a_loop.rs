//! Runs several coroutines at the same time.

use basic_async_syntax::wait_random;

/// Waits `n` times and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    for _ in 0..n {
        let delay = wait_random(max_delay).await;
        let place = delays.partition_point(|&other| other <= delay);
        delays.insert(place, delay);
    }
    delays
}
