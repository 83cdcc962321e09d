//! Random waits that look at the clock again and again.

use std::time::{Duration, Instant};

use tokio::task::yield_now;

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Lets the other tasks run until a random delay is over.
pub async fn wait_random(max_delay: u32) -> f64 {
    let start = Instant::now();
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    while start.elapsed() < Duration::from_secs_f64(delay) {
        yield_now().await;
    }
    delay
}
