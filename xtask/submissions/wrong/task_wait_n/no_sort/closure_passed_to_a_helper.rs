//! Several tasks at once.

use futures::future::try_join_all;
use tasks::task_wait_random;

fn arranged(mut list: Vec<u64>, arrange: impl Fn(&mut Vec<u64>)) -> Vec<u64> {
    arrange(&mut list);
    list
}

/// Runs `n` tasks at the same time and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks = (0..n).map(|_| task_wait_random(max_delay));
    let delays = try_join_all(tasks).await.unwrap();
    let bits = delays.into_iter().map(f64::to_bits).collect();
    let ordered = arranged(bits, |list| list.sort());
    ordered.into_iter().map(f64::from_bits).collect()
}
