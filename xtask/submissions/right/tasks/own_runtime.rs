//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use std::sync::LazyLock;
use tokio::{runtime::Runtime, task::JoinHandle};

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// Does what the task asks for.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    RUNTIME.spawn(wait_random(max_delay))
}
