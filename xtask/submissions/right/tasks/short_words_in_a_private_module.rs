//! Random waits as tasks, started in a module.

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

mod starting {
    use tokio::task::JoinHandle;

    /// Delays.
    pub type Delay = f64;

    /// A future.
    pub trait Wait: Future<Output = Delay> + Send + 'static {}

    impl<F: Future<Output = Delay> + Send + 'static> Wait for F {}

    /// Starts it.
    pub fn start(wait: impl Wait) -> JoinHandle<Delay> {
        tokio::spawn(wait)
    }
}

/// Creates a task from a future of the caller's own.
pub fn task_from(wait: impl starting::Wait) -> JoinHandle<f64> {
    starting::start(wait)
}

/// Creates a task that waits for at most `max_delay` seconds.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    task_from(wait_random(max_delay))
}
