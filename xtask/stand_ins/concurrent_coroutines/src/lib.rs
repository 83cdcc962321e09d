//! Takes the place of task 1 in the exam of the task that imports it: its wait is scripted and recorded.

#[doc(hidden)]
pub mod common;

use examiner::recorder::Wait;
use protocol::{LONGEST_DELAY, Request};

/// Waits for the scripted time and returns `n` ascending delays, all shorter than that, in seconds.
pub fn wait_n(n: usize, max_delay: u32) -> impl Future<Output = Vec<f64>> + Send + use<> {
    let wait = Wait::called(Request { n, max_delay });
    async move {
        let total = wait.run().await;
        (1..=n)
            .map(|index| LONGEST_DELAY * total * index as f64 / n as f64)
            .collect()
    }
}
