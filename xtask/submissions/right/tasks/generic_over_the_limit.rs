//! Random waits as tasks, for every small number.

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

/// Spawns a task that waits for at most `max_delay` seconds.
pub fn task_wait_random<T: Into<u32>>(max_delay: T) -> JoinHandle<f64> {
    tokio::spawn(wait_random(max_delay.into()))
}
