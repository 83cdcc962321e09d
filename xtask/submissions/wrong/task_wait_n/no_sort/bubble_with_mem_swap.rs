//! Several tasks at once.

use futures::future::try_join_all;
use tasks::task_wait_random;

/// Runs `n` tasks at the same time and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks = (0..n).map(|_| task_wait_random(max_delay));
    let mut delays = try_join_all(tasks).await.unwrap();
    for end in (1..n).rev() {
        for i in 0..end {
            let (left, right) = delays.split_at_mut(i + 1);
            if left[i] > right[0] {
                std::mem::swap(&mut left[i], &mut right[0]);
            }
        }
    }
    delays
}
