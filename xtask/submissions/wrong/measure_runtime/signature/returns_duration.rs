//! Measures the runtime.

use std::time::{Duration, Instant};

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

/// Measures how long `wait_n(n, max_delay)` takes for each wait.
pub fn measure_time(n: usize, max_delay: u32) -> Duration {
    let runtime = Runtime::new().unwrap();
    let start = Instant::now();
    runtime.block_on(wait_n(n, max_delay));
    start.elapsed() / n as u32
}
