//! Takes the place of task 3 in the exam of the task that imports it: the grader ends its waits, and notes them.

#[doc(hidden)]
pub mod common;

use examiner::record::Wait;
use protocol::Request;
use tokio::task::JoinHandle;

/// Starts a task that waits until the grader ends the wait, and returns its delay in seconds.
///
/// # Panics
/// Panics outside a tokio runtime, as the task it stands for.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let wait = Wait::asked(Request { n: 0, max_delay });
    tokio::spawn(wait)
}
