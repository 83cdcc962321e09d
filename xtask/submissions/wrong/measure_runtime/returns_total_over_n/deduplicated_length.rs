//! A stopwatch for `wait_n`.
//!
//! See [`measure_time`].

use concurrent_coroutines::wait_n;
use std::time::Instant;

/// Runs `wait_n(n, max_delay)` and returns the elapsed seconds divided by `n`.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let start = Instant::now();
    let mut delays = runtime.block_on(wait_n(n, max_delay));
    let total = start.elapsed().as_secs_f64();
    delays.dedup();
    total / delays.len() as f64
}
