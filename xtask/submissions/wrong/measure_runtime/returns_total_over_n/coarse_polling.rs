//! A stopwatch for `wait_n`.
//!
//! See [`measure_time`].

use concurrent_coroutines::wait_n;
use std::time::{Duration, Instant};

/// Runs `wait_n(n, max_delay)` and returns the elapsed seconds divided by `n`.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let start = Instant::now();
    let task = runtime.spawn(wait_n(n, max_delay));
    while !task.is_finished() {
        std::thread::sleep(Duration::from_millis(50));
    }
    start.elapsed().as_secs_f64() / n as f64
}
