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
    // Tokio lets a task see only so many events before it must yield. Past that limit every wait
    // asks to be polled again, and with enough of them the task would do nothing else.
    let waits: FuturesUnordered<_> = (0..n)
        .map(|_| unconstrained(wait_random(max_delay)))
        .collect();
    let arrivals: Vec<f64> = waits.collect().await;

    // The shortest wait ends first, so the delays arrive in ascending order, but for their close
    // neighbours: a timer has no order within a millisecond, and not all waits begin at the same
    // instant. Each delay therefore gets its exact place among the few of about its length.
    let mut buckets = vec![Vec::new(); n / 32 + 1];
    let last = buckets.len() - 1;
    for delay in arrivals {
        let share = delay / f64::from(max_delay);
        let bucket = &mut buckets[last.min((share * last as f64) as usize)];
        bucket.insert(bucket.partition_point(|&other| other <= delay), delay);
    }
    buckets.concat()
}
