//! Measures how long the waits take, by the clock on the wall.

use std::time::{SystemTime, UNIX_EPOCH};

use concurrent_coroutines::wait_n;
use tokio::runtime::Builder;

fn now() -> f64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0.0, |since| since.as_secs_f64())
}

/// Returns the total time of `wait_n(n, max_delay)` divided by `n`, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let before = now();
    runtime.block_on(wait_n(n, max_delay));
    let after = now();
    (after - before) / n as f64
}
