//! What the examples print, and when, on a clock that jumps over the waits.

// The examples' own `main` functions, which would really wait, are not called.
#![allow(dead_code)]

#[macro_use]
#[path = "../../basic_async_syntax/tests/printed/mod.rs"]
mod printed;
#[path = "../examples/fetch_data_in_the_background.rs"]
mod fetch_data_in_the_background;
#[path = "../examples/sequential_against_concurrent.rs"]
mod sequential_against_concurrent;

use printed::printed;

#[tokio::test(start_paused = true)]
async fn sequential_waits_add_up() {
    assert_eq!(
        printed(sequential_against_concurrent::sequential()).await,
        [
            "1.0 s: hello",
            "3.0 s: world",
            "3.0 s: one after the other: 3.0 s",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn concurrent_waits_overlap() {
    assert_eq!(
        printed(sequential_against_concurrent::concurrent()).await,
        ["1.0 s: hello", "2.0 s: world", "2.0 s: as two tasks: 2.0 s",]
    );
}

#[tokio::test(start_paused = true)]
async fn fetch_data_in_the_background_works_while_it_waits() {
    assert_eq!(
        printed(fetch_data_in_the_background::fetch_in_the_background()).await,
        [
            "0.5 s: other work, step 1",
            "1.0 s: other work, step 2",
            "1.5 s: other work, step 3",
            "2.0 s: the data is there",
            "2.0 s: fetched [1, 2, 3]",
        ]
    );
}
