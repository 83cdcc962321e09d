//! Measures how long the waits take, with a factor in place of a divisor.

use std::time::Instant;

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

/// Returns the total time of `wait_n(n, max_delay)` divided by `n`, in seconds.
///
/// # Panics
///
/// Panics if `n` is 0.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    assert!(n > 0, "there must be something to measure");
    let start = Instant::now();
    let runtime = Runtime::new().unwrap();
    runtime.block_on(wait_n(n, max_delay));
    start.elapsed().as_secs_f64() * (n as f64).recip()
}
