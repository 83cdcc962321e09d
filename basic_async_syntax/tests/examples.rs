//! What the examples print, and when, on a clock that jumps over the waits.

// The examples' own `main` functions, which would really wait, are not called.
#![allow(dead_code)]

#[macro_use]
mod printed;
#[path = "../examples/pipeline.rs"]
mod pipeline;
#[path = "../examples/random_delays.rs"]
mod random_delays;
#[path = "../examples/say_hello.rs"]
mod say_hello;

use printed::printed;

#[tokio::test(start_paused = true)]
async fn say_hello_waits_for_a_second_between_its_lines() {
    assert_eq!(
        printed(say_hello::say_hello()).await,
        ["0.0 s: Hello ...", "1.0 s: ... world!"]
    );
}

#[tokio::test(start_paused = true)]
async fn say_hello_does_nothing_without_await() {
    assert!(
        printed(async { drop(say_hello::say_hello()) })
            .await
            .is_empty()
    );
}

#[tokio::test(start_paused = true)]
async fn pipeline_processes_what_it_has_fetched() {
    assert_eq!(
        printed(pipeline::pipeline()).await,
        [
            "0.0 s: fetching ...",
            "2.0 s: fetched [3, 1, 4, 1, 5]",
            "2.0 s: processing ...",
            "3.0 s: the sum is 14",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn random_delays_overlap_and_each_is_as_long_as_announced() {
    let lines = printed(random_delays::nap_together()).await;
    assert_eq!(lines.len(), 10);
    let (announced, done) = lines.split_at(5);

    for (line, name) in announced.iter().zip(random_delays::NAMES) {
        let seconds = line
            .strip_prefix(&format!("0.0 s: {name} sleeps for "))
            .and_then(|rest| rest.strip_suffix(" s")?.parse::<f64>().ok())
            .unwrap_or_else(|| panic!("{line}"));
        assert!((1.0..=3.0).contains(&seconds), "{line}");
        let end = done
            .iter()
            .find_map(|line| line.strip_suffix(&format!(" s: {name} is done")))
            .and_then(|time| time.parse::<f64>().ok())
            .unwrap_or_else(|| panic!("{name} is not done: {done:?}"));
        // Both are rounded to a tenth, and a timer may be a millisecond late.
        assert!((end - seconds).abs() < 0.15, "{line}, done at {end} s");
    }
}
