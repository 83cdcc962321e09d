//! Tasks for the random wait.

use std::future::Future;

use basic_async_syntax::wait_random;

/// Returns a future that runs `wait_random(max_delay)`.
pub fn task_wait_random(max_delay: u32) -> impl Future<Output = f64> {
    wait_random(max_delay)
}
