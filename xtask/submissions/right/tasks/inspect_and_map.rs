//! Tasks: coroutines that run in the background.

use basic_async_syntax::wait_random;
use futures::FutureExt;
use tokio::task::JoinHandle;

/// Returns a task, already under way, that waits for a random delay.
///
/// It yields the delay in seconds.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let checked = wait_random(max_delay)
        .inspect(move |delay| debug_assert!(*delay <= f64::from(max_delay)))
        .map(std::convert::identity);
    tokio::spawn(checked)
}
