//! Measures the runtime.

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

/// Measures how long `wait_n(n, max_delay)` takes for each wait, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let delays = Runtime::new().unwrap().block_on(wait_n(n, max_delay));
    delays.iter().sum::<f64>() / n as f64
}
