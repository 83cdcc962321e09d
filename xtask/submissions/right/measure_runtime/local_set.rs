//! Measures how long the waits take in a local set.

use std::time::Instant;

use concurrent_coroutines::wait_n;
use tokio::runtime::Builder;
use tokio::task::LocalSet;

/// Returns the total time of `wait_n(n, max_delay)` divided by `n`, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let local = LocalSet::new();
    let start = Instant::now();
    local.block_on(&runtime, async {
        let task = tokio::task::spawn_local(wait_n(n, max_delay));
        task.await.unwrap();
    });
    start.elapsed().as_secs_f64() / n as f64
}
