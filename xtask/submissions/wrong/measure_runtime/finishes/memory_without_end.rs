//! Measures the runtime.

use std::time::Instant;

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

/// Measures how long `wait_n(n, max_delay)` takes for each wait, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Runtime::new().unwrap();
    let mut times = Vec::new();
    let start = Instant::now();
    runtime.block_on(wait_n(n, max_delay));
    loop {
        times.push(start.elapsed().as_secs_f64());
        if times.is_empty() {
            return times[0] / n as f64;
        }
    }
}
