//! Measures the runtime.

use std::thread;
use std::time::{Duration, Instant};

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

/// Measures how long `wait_n(n, max_delay)` takes for each wait, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let start = Instant::now();
    thread::spawn(move || {
        let runtime = Runtime::new().unwrap();
        runtime.block_on(wait_n(n, max_delay))
    });
    thread::sleep(Duration::from_millis(20));
    start.elapsed().as_secs_f64() / n as f64
}
