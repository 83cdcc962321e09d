//! Random waits as tasks.

use basic_async_syntax::wait_random;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

/// Spawns a task on the runtime that is running now.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let runtime = Handle::try_current().expect("call this inside a runtime");
    runtime.spawn(async move {
        let delay = wait_random(max_delay).await;
        delay
    })
}
