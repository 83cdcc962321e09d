//! Measures how long the waits take on a runtime that stays.

use std::sync::LazyLock;
use std::time::Instant;

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("the runtime starts"));

/// Returns the total time of `wait_n(n, max_delay)` divided by `n`, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = &*RUNTIME;
    let start = Instant::now();
    runtime.block_on(wait_n(n, max_delay));
    start.elapsed().as_secs_f64() / n as f64
}
