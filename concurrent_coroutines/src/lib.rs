//! Task 1, several coroutines at the same time: many waits, all under way at once.

use basic_async_syntax::wait_random;
use futures::{StreamExt, stream::FuturesUnordered};
use tokio::task::unconstrained;

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
    let mut waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    // Tokio lets a task see only so many events before it must yield. Unconstrained, it sees all
    // the waits that have ended, however many they are.
    while let Some(delay) = unconstrained(waits.next()).await {
        // The shortest wait ends first, so its place is nearly always at the end: only waits that
        // end within the same millisecond, or that began later, come in another order.
        delays.insert(delays.partition_point(|&other| other <= delay), delay);
    }
    delays
}
