//! Random waits as tasks of the blocking pool.

use basic_async_syntax::wait_random;
use tokio::runtime::Handle;
use tokio::task::{JoinHandle, spawn_blocking};

/// Starts a thread of the pool that runs the wait to its end.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let runtime = Handle::current();
    spawn_blocking(move || runtime.block_on(wait_random(max_delay)))
}
