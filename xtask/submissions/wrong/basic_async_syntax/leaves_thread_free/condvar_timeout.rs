//! The basics of async.

use std::sync::{Condvar, Mutex};
use std::time::Duration;

/// The delay limit that is used when there is no other, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

fn pause(seconds: f64) {
    let lock = Mutex::new(());
    let guard = lock.lock().unwrap();
    let waited =
        Condvar::new().wait_timeout_while(guard, Duration::from_secs_f64(seconds), |_| true);
    drop(waited);
}

/// Waits for a random delay between 0 and `max_delay` seconds and returns it.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    pause(delay);
    delay
}
