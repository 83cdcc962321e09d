//! Random waits in a task.

use std::time::Duration;

use tokio::time::sleep;

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

async fn pause(delay: f64) -> f64 {
    sleep(Duration::from_secs_f64(delay)).await;
    delay
}

/// Spawns the sleep and awaits it.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    tokio::spawn(pause(delay)).await.expect("the task ends")
}
