//! Random waits as tasks, made by a macro.

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

macro_rules! create_task {
    ($future:expr) => {
        tokio::spawn($future)
    };
}

/// Creates a task that waits for at most `max_delay` seconds.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    create_task!(wait_random(max_delay))
}
