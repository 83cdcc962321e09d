//! Tasks for the random wait.

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

/// Starts a task that runs `wait_random(max_delay)`.
pub fn task_wait_random(max_delay: f64) -> JoinHandle<f64> {
    tokio::spawn(wait_random(max_delay as u32))
}
