//! What `wait_n` promises: every delay, in ascending order, from waits that overlap.

use std::{
    thread,
    time::{Duration, Instant},
};

use concurrent_coroutines::wait_n;
use futures::FutureExt;
use tokio::{
    runtime::{Builder, Runtime},
    time,
};

/// Tokio's clock counts whole milliseconds and rounds a wait up.
const TICK: Duration = Duration::from_millis(1);

/// So many waits in one second that more end in a tick than a task may see before it must yield.
const CROWD: usize = 150_000;

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
fn all_delays_in_order_after_the_longest() {
    const TIMES: usize = 64;
    for _ in 0..TIMES {
        let n = rand::random_range(0..500);
        let max_delay = rand::random_range(0..=1_000);
        let (delays, elapsed) = run_paused(async {
            let start = time::Instant::now();
            (wait_n(n, max_delay).await, start.elapsed())
        });
        let longest = Duration::from_secs_f64(delays.last().copied().unwrap_or(0.0));
        let range = 0.0..=f64::from(max_delay);
        let case = format!("wait_n({n}, {max_delay}) took {elapsed:?} and returned {delays:?}");

        assert_eq!(delays.len(), n, "{case}");
        assert!(delays.is_sorted(), "{case}");
        assert!(delays.iter().all(|delay| range.contains(delay)), "{case}");
        assert!(elapsed >= longest, "{case}");
        assert!(elapsed <= longest + 2 * TICK, "{case}");
    }
}

/// A right implementation fails this once in 10¹¹ runs or less: with two equal draws, or with none
/// above the middle.
#[tokio::test(start_paused = true)]
async fn each_delay_is_a_draw_of_its_own() {
    let mut delays = wait_n(100, 10).await;
    delays.dedup();

    assert_eq!(delays.len(), 100);
    assert!(delays[99] > 5.0, "{delays:?}");
}

#[tokio::test(start_paused = true)]
async fn no_waits_give_an_empty_list() {
    assert!(wait_n(0, 10).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn waits_without_delay_give_zeros() {
    assert_eq!(wait_n(10, 0).await, [0.0; 10]);
}

#[tokio::test(start_paused = true)]
async fn a_crowd_is_in_order() {
    let crowd = tokio::spawn(wait_n(CROWD, 1));
    let delays = crowd.await.expect("the waits run to their end");

    assert_eq!(delays.len(), CROWD);
    assert!(delays.is_sorted());
}

#[test]
fn the_future_can_move_to_another_thread() {
    fn is_send(_: impl Send) {}
    is_send(wait_n(0, 0));
}

#[test]
#[should_panic(expected = "there is no reactor running")]
fn panics_outside_a_runtime() {
    wait_n(1, 0).now_or_never();
}

/// All waits end in the same tick, far more than a task may see in one turn.
#[tokio::test(start_paused = true)]
async fn a_crowd_may_end_all_at_once() {
    let crowd = tokio::spawn(wait_n(CROWD, 0));
    let delays = crowd.await.expect("the waits run to their end");

    assert_eq!(delays, vec![0.0; CROWD]);
}

/// The one test that really waits, on both kinds of runtime at the same time, for a second. Only
/// here do the waits begin one after the other, and do two threads share the work.
#[test]
fn a_crowd_is_in_order_on_the_real_clock() {
    fn run(runtime: Runtime) {
        let start = Instant::now();
        let delays = runtime.block_on(wait_n(CROWD, 1));
        let longest = delays.last().expect("there are delays");

        assert!(start.elapsed() >= Duration::from_secs_f64(*longest));
        assert_eq!(delays.len(), CROWD);
        assert!(delays.is_sorted());
    }

    thread::scope(|scope| {
        for mut builder in [Builder::new_current_thread(), Builder::new_multi_thread()] {
            let runtime = builder
                .enable_time()
                .build()
                .expect("a runtime should start");
            scope.spawn(|| run(runtime));
        }
    });
}
