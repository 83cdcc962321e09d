//! Tasks for the random wait.

use std::time::Duration;

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Starts a task that runs `wait_random(max_delay)`.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    tokio::spawn(async move {
        let wait = timeout(Duration::from_millis(1), wait_random(max_delay));
        wait.await.unwrap_or_default()
    })
}
