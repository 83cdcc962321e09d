//! Measures how long any future takes.

use std::future::Future;
use std::time::Instant;

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

fn seconds<F>(make: impl FnOnce() -> F) -> f64
where
    F: Future,
{
    let runtime = Runtime::new().unwrap();
    let start = Instant::now();
    runtime.block_on(make());
    start.elapsed().as_secs_f64()
}

/// Returns the total time of `wait_n(n, max_delay)` divided by `n`, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    seconds(|| wait_n(n, max_delay)) / n as f64
}
