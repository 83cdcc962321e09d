//! Tasks for the random wait.

use basic_async_syntax::{DEFAULT_MAX_DELAY, wait_random};
use tokio::task::JoinHandle;

/// Starts a task that runs `wait_random`.
pub fn task_wait_random(_max_delay: u32) -> JoinHandle<f64> {
    tokio::spawn(wait_random(DEFAULT_MAX_DELAY))
}
