//! Tasks for the random wait.

use basic_async_syntax::{DEFAULT_MAX_DELAY, wait_random};
use tokio::task::JoinHandle;

/// Starts a task that runs `wait_random(max_delay)`.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let limit = match max_delay {
        0 => DEFAULT_MAX_DELAY,
        other => other.min(DEFAULT_MAX_DELAY),
    };
    tokio::spawn(wait_random(limit))
}
