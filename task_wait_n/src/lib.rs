//! Task 4, tasks again: many waits at once, each a task of its own.

use std::panic::resume_unwind;

use futures::{StreamExt, stream::FuturesUnordered};
use tasks::task_wait_random;
use tokio::task::{JoinHandle, unconstrained};

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
    let mut handles: FuturesUnordered<_> = (0..n)
        .map(|_| AbortOnDrop(task_wait_random(max_delay)))
        .map(|mut task| async move {
            let result = (&mut task.0).await;
            result.unwrap_or_else(|error| resume_unwind(error.into_panic()))
        })
        .collect();
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    // As in `wait_n`: many tasks may end at once, and close neighbours in any order.
    while let Some(delay) = unconstrained(handles.next()).await {
        delays.insert(delays.partition_point(|&other| other <= delay), delay);
    }
    delays
}

/// Stops the task when dropped; a task that has ended is not affected.
///
/// A [`JoinHandle`] alone would let go of its task and leave it running.
struct AbortOnDrop(JoinHandle<f64>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
