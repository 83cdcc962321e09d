//! Measures the runtime.

use std::time::Instant;

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

/// Measures how long `wait_n` takes for each of `n` waits, in seconds.
pub fn measure_time(n: usize, _max_delay: u32) -> f64 {
    let runtime = Runtime::new().unwrap();
    let start = Instant::now();
    runtime.block_on(wait_n(n, 10));
    start.elapsed().as_secs_f64() / n as f64
}
