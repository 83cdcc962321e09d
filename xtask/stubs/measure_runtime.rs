//! Task 2, measure the runtime: how long concurrent waits take, seen from code that is not async.

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
    todo!("run wait_n({n}, {max_delay}) to its end, and measure how long that takes")
}
