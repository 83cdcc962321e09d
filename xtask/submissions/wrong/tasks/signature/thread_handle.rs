//! Tasks for the random wait.

use std::thread::{self, JoinHandle};

use basic_async_syntax::wait_random;
use tokio::runtime::Handle;

/// Starts a thread that runs `wait_random(max_delay)`.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let runtime = Handle::current();
    thread::spawn(move || runtime.block_on(wait_random(max_delay)))
}
