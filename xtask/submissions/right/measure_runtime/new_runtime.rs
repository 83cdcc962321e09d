//! Measures how long the waits take.

use std::time::Instant;

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

/// Returns the total time of `wait_n(n, max_delay)` divided by `n`, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let start = Instant::now();
    Runtime::new()
        .expect("the runtime starts")
        .block_on(wait_n(n, max_delay));
    start.elapsed().as_secs_f64() / n as f64
}
