//! Random waits as tasks, with a name for their type.

use basic_async_syntax::wait_random;

/// A task that gives a delay.
pub type Task = tokio::task::JoinHandle<f64>;

/// Spawns a task that waits for at most `max_delay` seconds.
pub fn task_wait_random(max_delay: u32) -> Task {
    tokio::task::spawn(wait_random(max_delay))
}
