//! Random waits for every number that fits into a float.

use std::time::Duration;

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits at most `max_delay` seconds, whichever type they have.
pub async fn wait_random(max_delay: impl Into<f64>) -> f64 {
    let delay = rand::random_range(0.0..=max_delay.into());
    tokio::time::sleep(Duration::from_secs_f64(delay)).await;
    delay
}
