//! Tasks for the random wait.

use basic_async_syntax::wait_random;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

static DONE: Notify = Notify::const_new();

/// Starts a task that runs `wait_random(max_delay)`.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    tokio::spawn(async move {
        let delay = wait_random(max_delay).await;
        DONE.notified().await;
        delay
    })
}
