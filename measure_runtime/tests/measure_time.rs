//! What `measure_time` promises: the real elapsed time, shared out among the waits.

use std::time::Instant;

use measure_runtime::measure_time;

#[test]
#[should_panic(expected = "needs at least one wait")]
fn no_waits_are_refused() {
    measure_time(0, 1);
}

#[tokio::test]
#[should_panic(expected = "Cannot start a runtime from within a runtime")]
async fn panics_inside_a_runtime() {
    measure_time(1, 0);
}

#[test]
fn waits_without_delay_take_next_to_no_time() {
    let seconds_per_wait = measure_time(1_000, 0);

    assert!(seconds_per_wait > 0.0);
    assert!(seconds_per_wait < 0.001, "{seconds_per_wait}");
}

/// The one test that really waits. The longest of a thousand delays of up to a second is above
/// 0.95 s except once in 10²² runs.
#[test]
fn the_elapsed_time_is_divided_among_the_waits() {
    const WAITS: usize = 1_000;

    let start = Instant::now();
    let total = measure_time(WAITS, 1) * WAITS as f64;

    assert!(total >= 0.95, "{total} s is less than the longest delay");
    assert!(total <= start.elapsed().as_secs_f64());
}
