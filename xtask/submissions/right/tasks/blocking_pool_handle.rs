//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use tokio::{
    runtime::Handle,
    task::{JoinHandle, spawn_blocking},
};

/// Does what the task asks for.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let handle = Handle::current();
    spawn_blocking(move || handle.block_on(wait_random(max_delay)))
}
