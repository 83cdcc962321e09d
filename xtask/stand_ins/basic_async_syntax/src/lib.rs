//! Takes the place of task 0 in the exams of the tasks that import it: the grader ends its waits, and notes them.

#[doc(hidden)]
pub mod common;

use examiner::record::Wait;
use protocol::Request;

/// As in the task it stands for.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits until the grader ends the wait, and returns its delay in seconds.
pub fn wait_random(max_delay: u32) -> impl Future<Output = f64> + Send + use<> {
    let wait = Wait::asked(Request { n: 0, max_delay });
    // As that of an `async fn`, this future is not `Unpin`.
    #[expect(clippy::redundant_async_block, reason = "it makes the future `!Unpin`")]
    async move {
        wait.await
    }
}
