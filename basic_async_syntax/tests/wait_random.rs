//! What `wait_random` promises: the draw, the wait, and that the wait blocks nobody.

use std::time::{Duration, Instant};

use basic_async_syntax::{DEFAULT_MAX_DELAY, wait_random};
use futures::{FutureExt, future::join_all, stream::FuturesUnordered, stream::StreamExt};
use tokio::{runtime::Builder, time};

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

/// The greatest distance between the drawn shares and a uniform distribution on 0 to 1.
fn kolmogorov_smirnov(mut shares: Vec<f64>) -> f64 {
    shares.sort_by(f64::total_cmp);
    let n = shares.len() as f64;
    shares
        .iter()
        .enumerate()
        .map(|(i, &share)| (share - i as f64 / n).max((i + 1) as f64 / n - share))
        .fold(0.0, f64::max)
}

#[test]
fn the_default_is_ten_seconds() {
    assert_eq!(DEFAULT_MAX_DELAY, 10);
}

#[test]
fn the_delay_is_in_range_and_waited_out() {
    const TIMES: usize = 256;
    for _ in 0..TIMES {
        let max_delay = rand::random_range(0..=1_000_000);
        let (delay, elapsed) = run_paused(async {
            let start = time::Instant::now();
            (wait_random(max_delay).await, start.elapsed())
        });
        let waited_for = Duration::from_secs_f64(delay);
        let case = format!("wait_random({max_delay}) took {elapsed:?} and returned {delay}");

        assert!((0.0..=f64::from(max_delay)).contains(&delay), "{case}");
        assert!(elapsed >= waited_for, "{case}");
        assert!(elapsed <= waited_for + 2 * TICK, "{case}");
    }
}

#[tokio::test(start_paused = true)]
async fn no_delay_is_a_delay_too() {
    assert_eq!(wait_random(0).await, 0.0);
}

/// A right implementation fails this once in a thousand million runs: for n uniform draws, the
/// probability of a distance above d is at most 2 exp(-2nd²), whatever n is (Massart 1990).
#[tokio::test(start_paused = true)]
async fn delays_are_spread_evenly() {
    const FALSE_ALARM_RATE: f64 = 1e-9;
    const DRAWS: usize = 100_000;
    const MAX_DELAY: u32 = 3;

    let mut shares = Vec::new();
    for _ in 0..DRAWS {
        shares.push(wait_random(MAX_DELAY).await / f64::from(MAX_DELAY));
    }

    let distance = kolmogorov_smirnov(shares);
    let limit = ((2.0 / FALSE_ALARM_RATE).ln() / (2.0 * DRAWS as f64)).sqrt();
    assert!(distance <= limit, "{distance} is more than {limit}");
}

#[tokio::test(start_paused = true)]
async fn waits_overlap() {
    let start = time::Instant::now();
    let delays = join_all((0..100).map(|_| wait_random(10))).await;
    let longest = Duration::from_secs_f64(delays.into_iter().fold(0.0, f64::max));

    assert!(start.elapsed() <= longest + 2 * TICK);
}

#[tokio::test(start_paused = true)]
async fn nothing_begins_before_the_first_poll() {
    let wait = wait_random(10);
    time::sleep(Duration::from_secs(20)).await;
    let start = time::Instant::now();
    let delay = wait.await;

    assert!(start.elapsed() >= Duration::from_secs_f64(delay));
}

#[test]
fn the_future_can_move_to_another_thread() {
    fn is_send(_: impl Send) {}
    is_send(wait_random(0));
}

#[test]
#[should_panic(expected = "there is no reactor running")]
fn panics_outside_a_runtime() {
    wait_random(0).now_or_never();
}

/// The one test that really waits: for the shortest of ten waits.
#[tokio::test]
async fn the_real_clock_is_used() {
    let start = Instant::now();
    let mut waits: FuturesUnordered<_> = (0..10).map(|_| wait_random(1)).collect();
    let delay = waits.next().await.expect("ten waits are under way");

    assert!(start.elapsed() >= Duration::from_secs_f64(delay));
    assert_eq!(waits.len(), 9, "the others still wait");
}
