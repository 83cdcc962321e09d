//! Task 4, tasks again: many waits at once, each a task of its own.

/// Starts [`task_wait_random(max_delay)`](tasks::task_wait_random) `n` times and returns all the
/// delays, in seconds, in ascending order.
///
/// The tasks start together when the future is first polled, and take about as long as the longest
/// of them. With `n = 0` there is nothing to wait for, and the list is empty. Dropping the future
/// stops the tasks that are still waiting.
///
/// # Panics
///
/// Panics outside a Tokio runtime. A panic in one of the tasks, such as on a runtime whose timer is
/// not enabled, is passed on to the caller.
///
/// # Examples
///
/// ```
/// use task_wait_n::task_wait_n;
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// let delays = task_wait_n(5, 6).await;
///
/// assert_eq!(delays.len(), 5);
/// assert!(delays.is_sorted());
/// # }
/// ```
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    todo!("start {n} tasks of up to {max_delay} s at once, and list the delays in ascending order")
}
