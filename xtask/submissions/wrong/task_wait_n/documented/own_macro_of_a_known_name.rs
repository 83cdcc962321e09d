//! Several tasks at once.

use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;

macro_rules! concat {
    ($text:expr) => {
        ""
    };
}

#[doc = concat!("Runs `n` tasks at the same time and returns their delays in ascending order.")]
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks: FuturesUnordered<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    tasks.map(|delay| delay.unwrap()).collect().await
}
