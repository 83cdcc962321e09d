//! Measures how long the waits take.

use std::time::Instant;

use concurrent_coroutines::wait_n;

/// Returns the total time of `wait_n(n, max_delay)` divided by `n`, in seconds.
#[tokio::main]
pub async fn measure_time(n: usize, max_delay: u32) -> f64 {
    let start = Instant::now();
    wait_n(n, max_delay).await;
    start.elapsed().as_secs_f64() / n as f64
}
