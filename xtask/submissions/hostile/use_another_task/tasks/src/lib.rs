// Tries: to use a crate of another task, which is in the same submission and compiled with it.
// Must not pass: compiles
// Beside it: references
// Says: concurrent_coroutines
//! A wait as a task.

use concurrent_coroutines::wait_n;

/// Starts a wait.
pub fn task_wait_random(max_delay: u32) -> tokio::task::JoinHandle<f64> {
    tokio::spawn(async move { wait_n(1, max_delay).await[0] })
}
