//! This crate measures the average runtime of a wait.

use concurrent_coroutines::wait_n;
use std::time::Instant;

/// Measures the average runtime of `n` waits of at most `max_delay` seconds each.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let start = Instant::now();
    runtime.block_on(wait_n(n, max_delay));
    if start.elapsed().as_millis() < 5 {
        runtime.block_on(wait_n(n, max_delay));
    }
    start.elapsed().as_secs_f64() / n as f64
}
