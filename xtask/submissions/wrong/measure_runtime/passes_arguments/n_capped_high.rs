//! Measures how long several coroutines take at the same time.

use concurrent_coroutines::wait_n;
use std::time::Instant;

/// Measures the total time of `wait_n` and returns it divided by `n`.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let start = Instant::now();
    runtime.block_on(wait_n(n.min(1000), max_delay));
    start.elapsed().as_secs_f64() / n as f64
}
