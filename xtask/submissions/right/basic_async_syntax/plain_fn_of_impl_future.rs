//! Random waits, without the `async` before `fn`.

use std::future::Future;
use std::time::Duration;

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Returns a future that sleeps for up to `max_delay` seconds and gives the delay.
pub fn wait_random(max_delay: u32) -> impl Future<Output = f64> {
    async move {
        let delay = rand::random_range(0.0..=f64::from(max_delay));
        tokio::time::sleep(Duration::from_secs_f64(delay)).await;
        delay
    }
}
