//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use std::future::Future;
use tokio::task::JoinHandle;

trait Start: Future<Output: Send + 'static> + Send + Sized + 'static {
    fn start(self) -> JoinHandle<Self::Output> {
        tokio::spawn(self)
    }
}

impl<F: Future<Output: Send + 'static> + Send + 'static> Start for F {}

/// Does what the task asks for.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    wait_random(max_delay).start()
}
