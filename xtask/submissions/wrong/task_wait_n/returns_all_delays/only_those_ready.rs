//! Several tasks at once.

use futures::FutureExt;
use tasks::task_wait_random;

/// Runs `n` tasks and returns their delays as the tasks end.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    tasks
        .into_iter()
        .filter_map(|task| task.now_or_never())
        .flatten()
        .collect()
}
