//! Random waits with the ticks of an interval.

use std::time::Duration;

use tokio::time::interval;

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits for the second tick, as the first comes at once.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    let period = Duration::from_secs_f64(delay);
    if !period.is_zero() {
        let mut ticks = interval(period);
        ticks.tick().await;
        ticks.tick().await;
    }
    delay
}
