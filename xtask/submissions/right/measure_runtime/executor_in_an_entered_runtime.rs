//! Measures how long the waits take with the executor of the futures crate.

use std::time::Instant;

use concurrent_coroutines::wait_n;
use futures::executor::block_on;
use tokio::runtime::Builder;

/// Returns the total time of `wait_n(n, max_delay)` divided by `n`, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_time()
        .build()
        .unwrap();
    let _entered = runtime.enter();
    let start = Instant::now();
    block_on(wait_n(n, max_delay));
    start.elapsed().as_secs_f64() / n as f64
}
