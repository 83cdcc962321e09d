//! Measures how long the waits take, by dividing a duration.

use std::time::Instant;

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

/// Returns the total time of `wait_n(n, max_delay)` divided by `n`, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Runtime::new().unwrap();
    let start = Instant::now();
    runtime.block_on(wait_n(n, max_delay));
    let count = u32::try_from(n).expect("there are not that many waits");
    start.elapsed().div_f64(count.into()).as_secs_f64()
}
