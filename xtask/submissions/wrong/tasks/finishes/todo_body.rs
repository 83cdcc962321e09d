//! Tasks for the random wait.

use tokio::task::JoinHandle;

/// Starts a task that runs `wait_random(max_delay)`.
pub fn task_wait_random(_max_delay: u32) -> JoinHandle<f64> {
    todo!()
}
