//! Takes the place of task 1 in the exam of the task that imports it: the grader ends its wait, and notes it.

#[doc(hidden)]
pub mod common;

use examiner::record::Wait;
use protocol::{LONGEST_DELAY, Request};

/// Waits until the grader ends the wait, and returns `n` ascending delays, all shorter than that, in seconds.
pub fn wait_n(n: usize, max_delay: u32) -> impl Future<Output = Vec<f64>> + Send + use<> {
    let wait = Wait::asked(Request { n, max_delay });
    async move {
        let total = wait.await;
        (1..=n)
            .map(|index| LONGEST_DELAY * total * index as f64 / n as f64)
            .collect()
    }
}
