//! The fourth task: hands a wait over to the runtime.

use std::thread::sleep;
use std::time::Duration;

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

/// Starts a wait of up to `max_delay` seconds as a task and returns the task.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let task = tokio::spawn(wait_random(max_delay));
    sleep(Duration::from_millis(30));
    task
}
