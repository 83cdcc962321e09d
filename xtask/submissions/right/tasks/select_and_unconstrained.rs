//! Random waits as tasks without a budget.

use basic_async_syntax::wait_random;
use futures::FutureExt;
use tokio::task::{JoinHandle, unconstrained};

/// Spawns a task that waits for at most `max_delay` seconds.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let wait = unconstrained(wait_random(max_delay));
    tokio::spawn(wait.inspect(|delay| println!("waited {delay} s")))
}
