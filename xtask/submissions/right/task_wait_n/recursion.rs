//! Random waits as tasks, started by recursion.

use tasks::task_wait_random;

/// Starts a task, then all the others, and puts its delay among theirs.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    if n == 0 {
        return Vec::new();
    }
    let task = task_wait_random(max_delay);
    let mut delays = Box::pin(task_wait_n(n - 1, max_delay)).await;
    let delay = task.await.unwrap();
    let at = delays.partition_point(|d| *d <= delay);
    delays.insert(at, delay);
    delays
}
