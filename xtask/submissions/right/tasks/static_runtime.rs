//! Random waits as tasks on a runtime that lives as long as the program.

use std::sync::OnceLock;

use basic_async_syntax::wait_random;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

static RUNTIME: OnceLock<Runtime> = OnceLock::new();

/// Spawns a task on a runtime of this crate.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    RUNTIME
        .get_or_init(|| Runtime::new().expect("the runtime starts"))
        .spawn(wait_random(max_delay))
}
