//! Random waits and a computed constant.

use std::time::Duration;

const MINUTE: u32 = 60;

/// The usual maximum of a delay is a sixth of a minute.
pub const DEFAULT_MAX_DELAY: u32 = MINUTE / 6;

/// Waits for a random part of `max_delay` seconds.
pub async fn wait_random(max_delay: u32) -> f64 {
    let part = rand::random_range(0.0..=1.0_f64);
    let delay = part * f64::from(max_delay);
    tokio::time::sleep(Duration::from_secs_f64(delay)).await;
    delay
}
