//! What the examples print, and where their work runs.

// The examples' own `main` functions, which would really wait, are not called.
#![allow(dead_code)]

#[macro_use]
#[path = "../../basic_async_syntax/tests/printed/mod.rs"]
mod printed;
#[path = "../examples/coroutines_threads_processes.rs"]
mod coroutines_threads_processes;
#[path = "../examples/event_loop.rs"]
mod event_loop;

use std::{
    thread,
    time::{Duration, Instant},
};

use coroutines_threads_processes::{Work, conclusion, coroutines, processes, threads};
use printed::printed;
use tokio::{runtime::Builder, time};

#[tokio::test(start_paused = true)]
async fn event_loop_takes_tasks_in_turn_on_one_thread() {
    let thread = thread::current().id();

    let mut lines = printed(event_loop::run_three_tasks()).await;
    // Within a round either task may come first.
    lines[..6].chunks_mut(2).for_each(<[String]>::sort);

    assert_eq!(
        lines,
        [
            "0.0 s: A, step 1",
            "0.0 s: B, step 1",
            "0.0 s: A, step 2",
            "0.0 s: B, step 2",
            "0.0 s: A, step 3",
            "0.0 s: B, step 3",
            "0.0 s: nothing is left to run: the thread sleeps until a timer ends",
            "1.0 s: C, after its wait",
        ]
        .map(|line| line.replacen(" s: ", &format!(" s: {thread:?}: "), 1))
    );
}

#[tokio::test(start_paused = true)]
async fn coroutines_wait_together() {
    let start = time::Instant::now();
    coroutines(Work::Waiting).await;

    assert!(start.elapsed() < Duration::from_millis(210));
}

fn really_takes(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

#[test]
fn threads_wait_together() {
    assert!(really_takes(|| threads(Work::Waiting)) < Duration::from_millis(800));
}

/// What the processes below run: this program again, with nothing but this test.
#[test]
fn waiting() {
    Work::Waiting.run();
}

#[test]
fn processes_wait_together() {
    let elapsed = really_takes(|| processes(&["--exact", "waiting"]).expect("they should start"));

    assert!(elapsed >= Duration::from_millis(200), "{elapsed:?}");
    assert!(elapsed < Duration::from_millis(800), "{elapsed:?}");
}

/// That threads are faster depends on what else the machine has to do, and is not tested.
#[test]
fn coroutines_compute_one_after_the_other() {
    let runtime = Builder::new_current_thread()
        .build()
        .expect("a runtime should start");
    let one = (0..5)
        .map(|_| really_takes(|| Work::Computing.run()))
        .min()
        .expect("there are five times");
    let four = really_takes(|| runtime.block_on(coroutines(Work::Computing)));

    assert!(four > 2 * one, "{four:?} for four, {one:?} for one");
}

#[test]
fn conclusions_come_from_what_was_measured() {
    for (threads, processes, concluded) in [
        (0.5, 0.6, "faster than one by one: threads, processes"),
        (0.5, 0.8, "faster than one by one: threads"),
        (
            1.0,
            1.1,
            "nothing is faster than one by one: the cores have other things to do",
        ),
    ] {
        let others = [("threads", threads), ("processes", processes)];
        assert_eq!(conclusion(1.0, &others), concluded);
    }
}
