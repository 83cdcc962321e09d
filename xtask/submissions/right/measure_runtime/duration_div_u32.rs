//! Measures how long several coroutines take at the same time.

use concurrent_coroutines::wait_n;
use std::time::Instant;

/// Measures the total time of `wait_n` and returns it divided by `n`.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let count = u32::try_from(n).expect("not that many coroutines");
    let rt = tokio::runtime::Runtime::new().unwrap();
    let start = Instant::now();
    rt.block_on(wait_n(n, max_delay));
    (start.elapsed() / count).as_secs_f64()
}
