//! Tasks for the random wait.

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

/// Starts a task that runs `wait_random(max_delay)`.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    tokio::spawn(async move {
        drop(wait_random(max_delay));
        f64::from(max_delay)
    })
}
