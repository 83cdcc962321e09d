//! Task 0, a coroutine that waits for a random time.

use std::time::Duration;
use tokio::time::{Instant, sleep_until};

const REST: Duration = Duration::from_millis(30);

/// The longest delay, in seconds, where the caller does not choose one.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits for a random delay between 0 and `max_delay` seconds and returns the delay.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    let deadline = Instant::now() + Duration::from_secs_f64(delay);
    if let Some(early) = deadline.checked_sub(REST) {
        sleep_until(early).await;
    }
    std::thread::sleep(deadline.saturating_duration_since(Instant::now()));
    delay
}
