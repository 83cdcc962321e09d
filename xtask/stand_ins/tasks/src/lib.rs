//! The stand-in for task 3 in exams of the task that imports it. The grader records and ends its waits.

#[doc(hidden)]
pub mod common;

use examiner::record::Wait;
use protocol::Request;
use tokio::task::JoinHandle;

/// Starts a task that waits until the grader ends the wait, and returns its delay in seconds.
///
/// # Panics
/// Panics outside a tokio runtime, like the real function.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let wait = Wait::request(Request { n: 0, max_delay });
    tokio::spawn(wait)
}
