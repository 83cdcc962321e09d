//! Measures how long the waits take, in microseconds.

use std::time::Instant;

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

/// Returns the total time of `wait_n(n, max_delay)` divided by `n`, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Runtime::new().unwrap();
    let start = Instant::now();
    runtime.block_on(wait_n(n, max_delay));
    let micros = start.elapsed().as_micros();
    micros as f64 / 1e6 / n as f64
}
