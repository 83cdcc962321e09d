//! Random waits as tasks in tasks.

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

/// Spawns a task that spawns the wait and takes its delay.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    tokio::spawn(async move {
        let wait = tokio::spawn(wait_random(max_delay));
        wait.await.expect("the wait does not panic")
    })
}
