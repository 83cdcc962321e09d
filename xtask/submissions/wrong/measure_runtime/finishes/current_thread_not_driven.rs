//! A stopwatch for `wait_n`.
//!
//! See [`measure_time`].

use concurrent_coroutines::wait_n;
use std::time::Instant;

/// Runs `wait_n(n, max_delay)` and returns the elapsed seconds divided by `n`.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let _guard = runtime.enter();
    let start = Instant::now();
    futures::executor::block_on(wait_n(n, max_delay));
    start.elapsed().as_secs_f64() / n as f64
}
