//! The stand-in for task 0 in exams of the tasks that import it. The grader records and ends its waits.

#[doc(hidden)]
pub mod common;

use examiner::record::Wait;
use protocol::Request;

/// The same value as in the real task.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits until the grader ends the wait, and returns its delay in seconds.
pub fn wait_random(max_delay: u32) -> impl Future<Output = f64> + Send + use<> {
    let wait = Wait::request(Request { n: 0, max_delay });
    // The future of an `async fn` is not `Unpin`, so this one must not be either.
    #[expect(clippy::redundant_async_block, reason = "it makes the future `!Unpin`")]
    async move {
        wait.await
    }
}
