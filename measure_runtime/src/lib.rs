//! Task 2, measure the runtime: how long concurrent waits take, seen from code that is not async.

use std::time::Instant;

use concurrent_coroutines::wait_n;
use tokio::runtime::Builder;

/// Runs [`wait_n(n, max_delay)`](concurrent_coroutines::wait_n) to the end and returns the elapsed
/// wall-clock time divided by `n`, in seconds.
///
/// The waits overlap, so the result shrinks as `n` grows: the total stays close to the longest
/// delay, however many waits share it. Starting the runtime is not part of the measured time.
///
/// # Panics
///
/// Panics if `n` is 0, because there is no time per wait without a wait. Also panics inside an async
/// context: it blocks the thread until the waits have ended, which Tokio does not allow there.
///
/// # Examples
///
/// ```
/// use measure_runtime::measure_time;
///
/// let seconds_per_wait = measure_time(5, 0);
///
/// assert!(seconds_per_wait > 0.0);
/// ```
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    assert!(n > 0, "measure_time needs at least one wait to measure");

    let runtime = Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime should start");

    let start = Instant::now();
    runtime.block_on(wait_n(n, max_delay));
    start.elapsed().as_secs_f64() / n as f64
}
