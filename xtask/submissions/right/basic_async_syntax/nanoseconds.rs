//! Random waits, drawn in nanoseconds.

use std::time::Duration;

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Draws a whole number of nanoseconds, waits that long and returns it in seconds.
pub async fn wait_random(max_delay: u32) -> f64 {
    let max_nanos = u64::from(max_delay) * 1_000_000_000;
    let delay = Duration::from_nanos(rand::random_range(0..=max_nanos));
    tokio::time::sleep(delay).await;
    delay.as_secs_f64()
}
