//! Tasks for the random wait.

use std::sync::OnceLock;

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

static MAX_DELAY: OnceLock<u32> = OnceLock::new();

/// Starts a task that runs `wait_random(max_delay)`.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let max_delay = MAX_DELAY.get_or_init(|| max_delay);
    tokio::spawn(wait_random(*max_delay))
}
