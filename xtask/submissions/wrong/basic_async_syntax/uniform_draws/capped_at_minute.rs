//! A first step with `async` and `await`.

use std::time::Duration;

/// The maximum delay, in seconds, that is used by default.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Draws a delay from 0 to `max_delay` seconds (both included), sleeps for it and returns it.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay.min(60)));
    tokio::time::sleep(Duration::from_secs_f64(delay)).await;
    delay
}
