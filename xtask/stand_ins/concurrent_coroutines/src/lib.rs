//! The stand-in for task 1 in exams of the task that imports it. The grader records and ends its wait.

#[doc(hidden)]
pub mod common;

use examiner::record::Wait;
use protocol::{LONGEST_DELAY, Request};
use std::time::Duration;

/// Waits until the grader ends the wait, and returns `n` ascending delays in seconds, all shorter than the wait. They
/// are 0 if `max_delay` is 0.
///
/// Like the real function, it sleeps, so it does not end on a runtime whose timer does not run.
pub fn wait_n(n: usize, max_delay: u32) -> impl Future<Output = Vec<f64>> + Send + use<> {
    /// Shorter than the shortest wait.
    const SLEEP: Duration = Duration::from_millis(1);
    let wait = Wait::request(Request { n, max_delay });
    async move {
        let (total, ()) = tokio::join!(wait, tokio::time::sleep(SLEEP));
        let longest = match max_delay {
            0 => 0.0,
            _ => LONGEST_DELAY * total,
        };
        (1..=n)
            .map(|index| longest * index as f64 / n as f64)
            .collect()
    }
}
