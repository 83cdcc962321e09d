//! Random waits for something that never comes.

use std::future::pending;
use std::time::Duration;

use tokio::time::timeout;

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Gives up after a random time of at most `max_delay` seconds.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    let never = timeout(Duration::from_secs_f64(delay), pending::<()>()).await;
    debug_assert!(never.is_err());
    delay
}
