//! Task 2, how long concurrent waits take.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

/// Runs `n` waits of up to `max_delay` seconds and returns the total time divided by `n`.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Runtime::new().unwrap();
    let (done, is_done) = mpsc::channel();
    let start = Instant::now();
    runtime.spawn(async move { done.send(wait_n(n, max_delay).await) });
    let _ = is_done.recv_timeout(Duration::from_secs(2));
    let total = start.elapsed();
    runtime.shutdown_background();
    total.as_secs_f64() / n as f64
}
