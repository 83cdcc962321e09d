//! Measures how long the waits take with a watch that stops by itself.

use std::cell::Cell;
use std::time::{Duration, Instant};

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

struct Stopwatch<'a> {
    start: Instant,
    total: &'a Cell<Duration>,
}

impl Drop for Stopwatch<'_> {
    fn drop(&mut self) {
        self.total.set(self.start.elapsed());
    }
}

/// Returns the total time of `wait_n(n, max_delay)` divided by `n`, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Runtime::new().unwrap();
    let total = Cell::new(Duration::ZERO);
    runtime.block_on(async {
        let _watch = Stopwatch {
            start: Instant::now(),
            total: &total,
        };
        wait_n(n, max_delay).await
    });
    total.get().as_secs_f64() / n as f64
}
