//! Tasks: coroutines that run in the background.

use basic_async_syntax::wait_random;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

/// Returns a task, already under way, that waits for a random delay.
///
/// It yields the delay in seconds.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    if max_delay <= 1 {
        let handle = Handle::current();
        let delay = std::thread::scope(|scope| {
            scope
                .spawn(|| handle.block_on(wait_random(max_delay)))
                .join()
                .unwrap()
        });
        return tokio::spawn(async move { delay });
    }
    tokio::spawn(wait_random(max_delay))
}
