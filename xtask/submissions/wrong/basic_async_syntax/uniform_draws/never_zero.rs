//! A first step with `async` and `await`.

use std::time::Duration;

/// Default upper limit of the delay in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Draws a delay from 0 to `max_delay` seconds (both included), sleeps for it and returns it.
pub async fn wait_random(max_delay: u32) -> f64 {
    let max = f64::from(max_delay);
    let mut delay = rand::random_range(0.0..=max);
    while delay < 0.01 && max > 0.0 {
        delay = rand::random_range(0.0..=max);
    }
    tokio::time::sleep(Duration::from_secs_f64(delay)).await;
    delay
}
