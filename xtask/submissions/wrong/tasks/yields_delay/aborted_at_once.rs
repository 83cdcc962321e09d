//! Tasks for the random wait.

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

/// Starts a task that runs `wait_random(max_delay)`.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let task = tokio::spawn(wait_random(max_delay));
    let stopper = task.abort_handle();
    tokio::spawn(async move {
        tokio::task::yield_now().await;
        stopper.abort();
    });
    task
}
