//! Random waits in the pool for blocking work.

use std::thread;
use std::time::Duration;

use tokio::task::spawn_blocking;

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Sleeps in another thread for up to `max_delay` seconds.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    let sleeping = spawn_blocking(move || thread::sleep(Duration::from_secs_f64(delay)));
    sleeping.await.expect("sleeping does not panic");
    delay
}
