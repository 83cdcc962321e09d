//! Task 3, a wait that runs as a task.

use std::time::{Duration, Instant};

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

/// Starts a wait of up to `max_delay` seconds as a task and returns the task.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let task = tokio::spawn(wait_random(max_delay));
    let start = Instant::now();
    while !task.is_finished() && start.elapsed() < Duration::from_millis(15) {
        std::thread::yield_now();
    }
    task
}
