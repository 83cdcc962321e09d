//! Spawns a random wait as a task of the runtime.

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

/// Creates a task out of `wait_random`.
///
/// # Panics
///
/// Panics when called outside of a tokio runtime.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    tokio::spawn(async move {
        let mut delay = wait_random(max_delay).await;
        while delay < 0.1 && max_delay > 0 {
            delay = wait_random(max_delay).await;
        }
        delay
    })
}
