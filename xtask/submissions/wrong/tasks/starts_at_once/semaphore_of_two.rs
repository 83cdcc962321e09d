//! Tasks for the random wait.

use basic_async_syntax::wait_random;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

static PERMITS: Semaphore = Semaphore::const_new(2);

/// Starts a task that runs `wait_random(max_delay)`.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    tokio::spawn(async move {
        let _permit = PERMITS.acquire().await.unwrap();
        wait_random(max_delay).await
    })
}
