//! The task of a random wait.

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

/// Spawns a task that waits for at most `max_delay` seconds.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    tokio::spawn(wait_random(max_delay))
}
