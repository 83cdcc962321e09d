//! Random waits in a box.

use std::pin::Pin;
use std::time::Duration;

use tokio::time;

/// A future that can be sent to another thread.
pub type BoxedFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits for a random time of at most `max_delay` seconds.
pub fn wait_random(max_delay: u32) -> BoxedFuture<f64> {
    Box::pin(async move {
        let delay = rand::random_range(0.0..=f64::from(max_delay));
        time::sleep(Duration::from_secs_f64(delay)).await;
        delay
    })
}
