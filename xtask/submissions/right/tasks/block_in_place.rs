//! Random waits as tasks that block their thread in an orderly way.

use basic_async_syntax::wait_random;
use tokio::runtime::Handle;
use tokio::task::{JoinHandle, block_in_place};

/// Spawns a task that hands its other work on and waits in place.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    tokio::spawn(
        async move { block_in_place(|| Handle::current().block_on(wait_random(max_delay))) },
    )
}
