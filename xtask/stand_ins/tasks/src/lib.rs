//! Takes the place of task 3 in the exam of the task that imports it: its waits are scripted and recorded.

#[doc(hidden)]
pub mod common;

use examiner::recorder::Wait;
use protocol::Request;
use tokio::task::JoinHandle;

/// Starts a task that waits for the scripted delay and returns it, in seconds.
///
/// # Panics
/// Panics outside a tokio runtime, as the task it stands for.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let wait = Wait::called(Request { n: 0, max_delay });
    tokio::spawn(wait.run())
}
