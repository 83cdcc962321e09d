//! Several tasks at once.

use std::cell::RefCell;

use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;

thread_local! {
    static BUFFER: RefCell<Vec<f64>> = const { RefCell::new(Vec::new()) };
}

/// Runs `n` tasks at the same time and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    BUFFER.with_borrow_mut(Vec::clear);
    let mut tasks: FuturesUnordered<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    while let Some(delay) = tasks.next().await {
        BUFFER.with_borrow_mut(|buffer| buffer.push(delay.unwrap()));
    }
    BUFFER.with_borrow(Vec::clone)
}
