//! Measures the runtime.

use std::time::Instant;

use concurrent_coroutines::wait_n;

/// Measures how long `wait_n(n, max_delay)` takes for each wait, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let start = Instant::now();
    let _ = wait_n(n, max_delay);
    start.elapsed().as_secs_f64() / n as f64
}
