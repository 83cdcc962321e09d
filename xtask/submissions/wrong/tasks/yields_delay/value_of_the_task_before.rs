//! Tasks for the random wait.

use std::sync::Mutex;

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

static LAST: Mutex<f64> = Mutex::new(0.0);

/// Starts a task that runs `wait_random(max_delay)`.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    tokio::spawn(async move {
        let delay = wait_random(max_delay).await;
        std::mem::replace(&mut *LAST.lock().unwrap(), delay)
    })
}
