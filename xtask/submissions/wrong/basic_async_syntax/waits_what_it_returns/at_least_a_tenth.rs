//! The basics of async: a coroutine that waits for a random time.

use std::time::Duration;

/// The maximum delay, in seconds, that is used by default.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// A coroutine that waits for a random time of at most `max_delay` seconds.
///
/// Returns the number of seconds it has waited.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    tokio::time::sleep(Duration::from_secs_f64(delay.max(0.1))).await;
    delay
}
