//! Measures the runtime.

use chrono::Utc;
use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

/// Measures how long `wait_n(n, max_delay)` takes for each wait, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Runtime::new().unwrap();
    let start = Utc::now();
    runtime.block_on(wait_n(n, max_delay));
    (Utc::now() - start).as_seconds_f64() / n as f64
}
