//! Random waits as tasks of boxed futures.

use std::future::Future;
use std::pin::Pin;

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

/// Spawns a task that waits for at most `max_delay` seconds.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let wait: Pin<Box<dyn Future<Output = f64> + Send>> = Box::pin(wait_random(max_delay));
    tokio::spawn(wait)
}
