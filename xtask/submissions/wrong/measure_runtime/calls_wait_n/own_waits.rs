//! Measures the runtime.

use std::time::{Duration, Instant};

use futures::future::join_all;
use tokio::runtime::Runtime;
use tokio::time::sleep;

async fn wait(max_delay: u32) {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    sleep(Duration::from_secs_f64(delay)).await;
}

/// Measures how long `n` waits take for each of them, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Runtime::new().unwrap();
    let start = Instant::now();
    runtime.block_on(join_all((0..n).map(|_| wait(max_delay))));
    start.elapsed().as_secs_f64() / n as f64
}
