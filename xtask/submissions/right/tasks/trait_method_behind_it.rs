//! Random waits as tasks, started by a trait.

use std::future::Future;

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

trait IntoTask: Future + Send + Sized + 'static
where
    Self::Output: Send,
{
    fn into_task(self) -> JoinHandle<Self::Output> {
        tokio::spawn(self)
    }
}

impl<F> IntoTask for F
where
    F: Future + Send + 'static,
    F::Output: Send,
{
}

/// Turns the wait into a task.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    wait_random(max_delay).into_task()
}
