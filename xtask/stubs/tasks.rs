//! Task 3, tasks: a wait that runs on its own, whether or not anyone awaits it.

use tokio::task::JoinHandle;

/// Starts [`wait_random(max_delay)`](basic_async_syntax::wait_random) as a task and returns the
/// task.
///
/// The task is under way as soon as this function returns. Awaiting the handle gives the delay, in
/// seconds. Dropping the handle does not stop the task, which then runs on unobserved;
/// [`JoinHandle::abort`] stops it.
///
/// # Panics
///
/// Panics outside a Tokio runtime. On a runtime whose timer is not enabled, the task panics, and
/// awaiting the handle gives an error.
///
/// # Examples
///
/// ```
/// use tasks::task_wait_random;
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() -> Result<(), tokio::task::JoinError> {
/// let task = task_wait_random(5);
/// // Other work goes here, while the task waits.
/// let delay = task.await?;
///
/// assert!((0.0..=5.0).contains(&delay));
/// # Ok(())
/// # }
/// ```
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    todo!("start wait_random({max_delay}) as a task, and return the task")
}
