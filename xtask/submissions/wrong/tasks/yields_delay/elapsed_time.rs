//! Tasks for the random wait.

use std::time::Instant;

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

/// Starts a task that runs `wait_random(max_delay)`.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let start = Instant::now();
    tokio::spawn(async move {
        wait_random(max_delay).await;
        start.elapsed().as_secs_f64()
    })
}
