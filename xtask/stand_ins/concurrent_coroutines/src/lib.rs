//! Takes the place of task 1 in the exam of the task that imports it: the grader ends its wait, and notes it.

#[doc(hidden)]
pub mod common;

use examiner::record::Wait;
use protocol::{LONGEST_DELAY, Request};
use std::time::Duration;

/// Waits until the grader ends the wait, and returns `n` ascending delays, all shorter than that, in seconds. They are 0 if
/// `max_delay` is.
///
/// As the function that it stands for it sleeps, so that it does not end on a runtime whose timer nobody drives.
pub fn wait_n(n: usize, max_delay: u32) -> impl Future<Output = Vec<f64>> + Send + use<> {
    /// Over before the shortest of the waits.
    const SLEEP: Duration = Duration::from_millis(1);
    let wait = Wait::asked(Request { n, max_delay });
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
