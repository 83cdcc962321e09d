//! Random delays, awaited without blocking.
//!
//! See [`wait_random`] for the coroutine itself.

use std::time::Duration;

/// Default upper limit of the delay in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Draws a delay from 0 to `max_delay` seconds (both included), sleeps for it and returns it.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    if delay >= 0.03 {
        tokio::time::sleep(Duration::from_secs_f64(delay)).await;
    }
    delay
}
