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

use coroutines_threads_processes::{coroutines, processes, threads, work};
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
    coroutines("waiting").await;

    assert!(start.elapsed() < Duration::from_millis(210));
}

fn really_takes(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

#[test]
fn threads_wait_together() {
    assert!(really_takes(|| threads("waiting")) < Duration::from_millis(800));
}

/// What the processes below run: this program again, with nothing but this test.
#[test]
fn waiting() {
    work("waiting");
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
        .map(|_| really_takes(|| work("computing")))
        .min()
        .expect("there are five times");
    let four = really_takes(|| runtime.block_on(coroutines("computing")));

    assert!(four > 2 * one, "{four:?} for four, {one:?} for one");
}
