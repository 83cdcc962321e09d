//! Tasks for the random wait.

use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::sleep;

/// Starts a task that waits for up to `max_delay` seconds.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    tokio::spawn(async move {
        let delay = rand::random_range(0.0..=f64::from(max_delay));
        sleep(Duration::from_secs_f64(delay)).await;
        delay
    })
}
