//! Random waits as tasks that are started by the call itself.

use std::future::Future;

use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;

/// Starts `n` tasks at once and returns a future of their delays.
pub fn task_wait_n(n: usize, max_delay: u32) -> impl Future<Output = Vec<f64>> {
    let tasks: FuturesUnordered<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    tasks.map(|delay| delay.unwrap()).collect()
}
