//! Random waits in a loop.

use std::time::Duration;

use tokio::time::{interval, sleep};

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits for a random delay while a clock ticks along.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    let end = sleep(Duration::from_secs_f64(delay));
    tokio::pin!(end);
    let mut clock = interval(Duration::from_millis(250));
    loop {
        tokio::select! {
            () = &mut end => return delay,
            _ = clock.tick() => {}
        }
    }
}
