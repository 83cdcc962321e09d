//! Random waits as tasks with a runtime each.

use basic_async_syntax::wait_random;
use tokio::runtime::Builder;
use tokio::task::JoinHandle;

/// Starts a thread of the pool that runs the wait on its own runtime.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    tokio::task::spawn_blocking(move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(wait_random(max_delay))
    })
}
