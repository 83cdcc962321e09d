//! Task 3 of the course: how to create a task.

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

/// Starts `wait_random` in the background and hands back its task.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    tokio::spawn(async move {
        let delay = wait_random(max_delay).await;
        if delay < 0.01 { 0.0 } else { delay }
    })
}
