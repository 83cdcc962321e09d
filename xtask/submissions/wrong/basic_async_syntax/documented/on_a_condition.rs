#![cfg_attr(all(), doc = "")]

use std::time::Duration;

use tokio::time::sleep;

/// The delay limit that is used when there is no other, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits for a random delay between 0 and `max_delay` seconds and returns it.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    sleep(Duration::from_secs_f64(delay)).await;
    delay
}
