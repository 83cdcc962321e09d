//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use futures::FutureExt;
use tokio::task::{self, JoinHandle};

/// Does what the task asks for.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let wait = task::unconstrained(wait_random(max_delay)).boxed();
    task::spawn(task::yield_now().then(|()| wait))
}
