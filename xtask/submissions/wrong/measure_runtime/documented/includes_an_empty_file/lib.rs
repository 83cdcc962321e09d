#![doc = include_str!("README.md")]

use std::time::Instant;

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

/// Measures how long `wait_n(n, max_delay)` takes for each wait, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Runtime::new().unwrap();
    let start = Instant::now();
    runtime.block_on(wait_n(n, max_delay));
    start.elapsed().as_secs_f64() / n as f64
}
