//! What `task_wait_random` promises: a task that is under way at once and gives its delay.

use std::{
    panic::catch_unwind,
    time::{Duration, Instant},
};

use futures::{StreamExt, stream::FuturesUnordered};
use tasks::task_wait_random;
use tokio::{
    runtime::{Builder, Handle},
    task::JoinHandle,
    time,
};

/// Tokio's clock counts whole milliseconds and rounds a wait up.
const TICK: Duration = Duration::from_millis(1);

/// Runs a future on a paused clock, which jumps to the end of a wait when nothing else is to do.
fn run_paused<F: Future>(future: F) -> F::Output {
    Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime should start")
        .block_on(future)
}

#[test]
fn the_delay_is_in_range_and_waited_out() {
    const TIMES: usize = 256;
    for _ in 0..TIMES {
        let max_delay = rand::random_range(0..=1_000_000);
        let (delay, elapsed) = run_paused(async {
            let start = time::Instant::now();
            (task_wait_random(max_delay).await, start.elapsed())
        });
        let delay = delay.expect("the task runs to its end");
        let waited_for = Duration::from_secs_f64(delay);
        let case = format!("task_wait_random({max_delay}) took {elapsed:?} and returned {delay}");

        assert!((0.0..=f64::from(max_delay)).contains(&delay), "{case}");
        assert!(elapsed >= waited_for, "{case}");
        assert!(elapsed <= waited_for + 2 * TICK, "{case}");
    }
}

/// The draw depends on `max_delay`: all of a hundred draws fall in its lower half once in 10³⁰ runs.
#[tokio::test(start_paused = true)]
async fn the_limit_is_handed_on() {
    let mut longest = 0.0_f64;
    for _ in 0..100 {
        longest = longest.max(
            task_wait_random(1_000)
                .await
                .expect("the task runs to its end"),
        );
    }

    assert!(longest > 500.0, "{longest}");
}

#[tokio::test(start_paused = true)]
async fn the_task_runs_without_being_awaited() {
    let task = task_wait_random(10);
    assert_eq!(Handle::current().metrics().num_alive_tasks(), 1);

    time::sleep(Duration::from_secs(11)).await;
    assert!(task.is_finished());
}

#[tokio::test(start_paused = true)]
async fn aborting_ends_the_task() {
    let task = task_wait_random(1_000_000);
    task.abort();

    assert!(task.await.is_err_and(|error| error.is_cancelled()));
}

#[test]
fn panics_outside_a_runtime() {
    let panic = catch_unwind(|| task_wait_random(0)).expect_err("there is no runtime");
    let message = panic.downcast::<String>().expect("the panic has a message");

    assert!(message.contains("there is no reactor running"), "{message}");
}

#[test]
fn without_a_timer_the_task_fails_and_its_caller_does_not() {
    let runtime = Builder::new_current_thread()
        .build()
        .expect("a runtime should start");
    let result = runtime.block_on(async { task_wait_random(0).await });

    assert!(result.is_err_and(|error| error.is_panic()));
}

/// The one test that really waits: for the shortest of ten tasks.
#[tokio::test]
async fn the_real_clock_is_used() {
    let start = Instant::now();
    let mut tasks: FuturesUnordered<JoinHandle<f64>> =
        (0..10).map(|_| task_wait_random(1)).collect();
    let delay = tasks
        .next()
        .await
        .expect("ten tasks are under way")
        .expect("the task runs to its end");

    assert!(start.elapsed() >= Duration::from_secs_f64(delay));
    assert_eq!(tasks.len(), 9, "the others still wait");
}
