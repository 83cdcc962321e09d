//! Tasks for the random wait.

use basic_async_syntax::wait_random;

/// Starts a task that runs `wait_random(max_delay)` and returns its delay.
pub async fn task_wait_random(max_delay: u32) -> f64 {
    tokio::spawn(wait_random(max_delay)).await.unwrap()
}
