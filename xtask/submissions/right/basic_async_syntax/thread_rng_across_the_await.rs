//! Random waits with a generator that lives as long as the wait.

use std::time::Duration;

use rand::RngExt;

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Sleeps for up to `max_delay` seconds and returns how long that was.
pub async fn wait_random(max_delay: u32) -> f64 {
    let mut rng = rand::rng();
    let delay = rng.random_range(0.0..=f64::from(max_delay));
    tokio::time::sleep(Duration::from_secs_f64(delay)).await;
    let _another: u8 = rng.random();
    delay
}
