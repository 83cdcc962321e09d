//! Random waits as tasks, in several files.

pub mod ascending;

use ascending::Ascending;
use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;

/// Starts `n` tasks and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks: FuturesUnordered<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let all = tasks.fold(Ascending::default(), |list, delay| async move {
        list.with(delay.expect("no task panics"))
    });
    all.await.into()
}
