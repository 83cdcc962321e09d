//! Several tasks at once.

use std::sync::atomic::{AtomicBool, Ordering};

use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;

static RUNNING: AtomicBool = AtomicBool::new(false);

/// Runs `n` tasks at the same time and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    if RUNNING.swap(true, Ordering::SeqCst) {
        return Vec::new();
    }
    let tasks: FuturesUnordered<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let delays = tasks.map(|delay| delay.unwrap()).collect().await;
    RUNNING.store(false, Ordering::SeqCst);
    delays
}
