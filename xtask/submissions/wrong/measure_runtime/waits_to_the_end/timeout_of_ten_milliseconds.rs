//! Measures the runtime.

use std::time::{Duration, Instant};

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;
use tokio::time::timeout;

/// Measures how long `wait_n(n, max_delay)` takes for each wait, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Runtime::new().unwrap();
    let start = Instant::now();
    let limit = Duration::from_millis(10);
    let _ = runtime.block_on(async { timeout(limit, wait_n(n, max_delay)).await });
    start.elapsed().as_secs_f64() / n as f64
}
