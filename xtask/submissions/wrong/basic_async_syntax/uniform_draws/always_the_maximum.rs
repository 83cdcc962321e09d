//! The basics of async.

use std::time::Duration;

use tokio::time::sleep;

/// The delay limit that is used when there is no other, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits for `max_delay` seconds and returns the delay.
pub async fn wait_random(max_delay: u32) -> f64 {
    sleep(Duration::from_secs(max_delay.into())).await;
    f64::from(max_delay)
}
