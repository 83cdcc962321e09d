//! Tasks for the random wait.

use basic_async_syntax::wait_random;
use tokio::runtime::Builder;
use tokio::task::JoinHandle;

/// Starts a task that runs `wait_random(max_delay)`.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let waiting = std::thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(wait_random(max_delay))
    });
    let delay = waiting.join().unwrap();
    tokio::spawn(async move { delay })
}
