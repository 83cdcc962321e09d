//! What the examples print, and when, on a clock that jumps over the waits.

// The examples' own `main` functions, which would really wait, are not called.
#![allow(dead_code)]

#[macro_use]
#[path = "../../basic_async_syntax/tests/printed/mod.rs"]
mod printed;
#[path = "../examples/timeout.rs"]
mod timeout;

use printed::printed;

#[tokio::test(start_paused = true)]
async fn timeout_stops_the_task_after_three_seconds() {
    assert_eq!(
        printed(timeout::wait_at_most_three_seconds()).await,
        [
            "0.0 s: working ...",
            "3.0 s: timed out after 3 s",
            "3.0 s: the task was stopped: true",
        ]
    );
}
