//! Task 0, a coroutine that waits for a random time.

use std::time::Duration;
use tokio::time::{Instant, sleep};

/// The longest delay, in seconds, where the caller does not choose one.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits for a random delay between 0 and `max_delay` seconds and returns the delay.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    let start = Instant::now();
    sleep(Duration::from_secs_f64(delay)).await;
    start.elapsed().as_secs_f64().min(f64::from(max_delay))
}
