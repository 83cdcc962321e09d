//! Tasks for the random wait.

use std::thread;
use std::time::Duration;

use basic_async_syntax::wait_random;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

/// Starts a task that runs `wait_random(max_delay)`.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let runtime = Runtime::new().unwrap();
    let task = runtime.spawn(wait_random(max_delay));
    while !task.is_finished() {
        thread::sleep(Duration::from_millis(1));
    }
    runtime.shutdown_background();
    task
}
