//! Measures the runtime.

use std::time::Instant;

use concurrent_coroutines::wait_n;
use futures::FutureExt;
use tokio::runtime::Runtime;

/// Measures how long `wait_n(n, max_delay)` takes for each wait, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Runtime::new().unwrap();
    let _guard = runtime.enter();
    let start = Instant::now();
    let _ = wait_n(n, max_delay).now_or_never();
    start.elapsed().as_secs_f64() / n as f64
}
