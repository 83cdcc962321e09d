//! Measures how long the waits take.

use std::time::Instant;

use concurrent_coroutines::wait_n;

#[tokio::main(flavor = "current_thread")]
async fn run(n: usize, max_delay: u32) -> Vec<f64> {
    wait_n(n, max_delay).await
}

/// Returns the total time of `wait_n(n, max_delay)` divided by `n`, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let start = Instant::now();
    let delays = run(n, max_delay);
    let total = start.elapsed();
    debug_assert_eq!(delays.len(), n);
    total.as_secs_f64() / n as f64
}
