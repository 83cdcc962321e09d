//! Measures how long the waits take, by the clock of tokio.

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;
use tokio::time::Instant;

/// Returns the total time of `wait_n(n, max_delay)` divided by `n`, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Runtime::new().unwrap();
    let total = runtime.block_on(async {
        let start = Instant::now();
        let _delays = wait_n(n, max_delay).await;
        start.elapsed()
    });
    total.as_secs_f64() / n as f64
}
