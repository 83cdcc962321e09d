//! Measures the runtime.

use std::time::{Duration, Instant};

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

/// Measures how long `wait_n(n, max_delay)` takes for each wait, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Runtime::new().unwrap();
    let start = Instant::now();
    runtime.block_on(async {
        tokio::select! {
            _ = wait_n(n, max_delay) => {}
            _ = tokio::time::sleep(Duration::from_millis(1)) => {}
        }
    });
    start.elapsed().as_secs_f64() / n as f64
}
