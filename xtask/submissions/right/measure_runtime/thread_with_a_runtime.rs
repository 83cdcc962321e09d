//! Measures how long the waits take in another thread.

use std::thread;
use std::time::Instant;

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

/// Returns the total time of `wait_n(n, max_delay)` divided by `n`, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let start = Instant::now();
    thread::scope(|scope| {
        scope
            .spawn(|| Runtime::new().unwrap().block_on(wait_n(n, max_delay)))
            .join()
            .expect("the waits do not panic")
    });
    start.elapsed().as_secs_f64() / n as f64
}
