//! Tasks for the random wait.

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

/// Starts a task that runs `wait_random` and says so.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    println!("waiting for at most {max_delay} seconds");
    tokio::spawn(wait_random(5))
}
