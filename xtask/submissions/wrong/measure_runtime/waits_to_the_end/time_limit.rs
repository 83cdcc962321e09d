//! Measures overlapping waits from code that is not async.

use std::time::{Duration, Instant};

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;
use tokio::time::timeout;

/// Runs `n` waits of up to `max_delay` seconds and returns the total time divided by `n`.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Runtime::new().unwrap();
    let limit = Duration::from_millis(u64::from(max_delay) * 900 + 500);
    let start = Instant::now();
    let _ = runtime.block_on(async { timeout(limit, wait_n(n, max_delay)).await });
    start.elapsed().as_secs_f64() / n as f64
}
