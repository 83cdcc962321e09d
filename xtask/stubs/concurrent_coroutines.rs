//! Task 1, several coroutines at the same time: many waits, all under way at once.

/// Runs [`wait_random(max_delay)`](basic_async_syntax::wait_random) `n` times concurrently and
/// returns all the delays, in seconds, in ascending order.
///
/// All waits overlap, so together they take about as long as the longest of them. With `n = 0`
/// there is nothing to wait for, and the list is empty. Dropping the future ends every wait.
///
/// # Panics
///
/// Panics where `wait_random` does: outside a Tokio runtime, or on one whose timer is not enabled.
///
/// # Examples
///
/// ```
/// use concurrent_coroutines::wait_n;
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// let delays = wait_n(10, 7).await;
///
/// assert_eq!(delays.len(), 10);
/// assert!(delays.is_sorted());
/// # }
/// ```
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    todo!("start {n} waits of up to {max_delay} s at once, and list the delays in ascending order")
}
