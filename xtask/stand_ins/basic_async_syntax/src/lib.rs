//! Takes the place of task 0 in the exams of the tasks that import it: its waits are scripted and recorded.

#[doc(hidden)]
pub mod common;

use examiner::recorder::Wait;
use protocol::Request;

/// As in the task it stands for.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits for the scripted delay and returns it, in seconds.
pub fn wait_random(max_delay: u32) -> impl Future<Output = f64> + Send + use<> {
    let wait = Wait::called(Request { n: 0, max_delay });
    async move { wait.run().await }
}
