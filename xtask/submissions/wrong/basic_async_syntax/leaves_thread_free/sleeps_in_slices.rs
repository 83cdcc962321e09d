//! The basics of async.

use std::thread::sleep;
use std::time::{Duration, Instant};

/// The delay limit that is used when there is no other, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits for a random delay between 0 and `max_delay` seconds and returns it.
pub async fn wait_random(max_delay: u32) -> f64 {
    let start = Instant::now();
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    let delay_duration = Duration::from_secs_f64(delay);
    while let Some(left) = delay_duration.checked_sub(start.elapsed()) {
        sleep(left.min(Duration::from_millis(1)));
    }
    delay
}
