//! Random waits as tasks, all started before the first is awaited.

use tasks::task_wait_random;

/// Starts `n` tasks, awaits one after the other and puts each delay in its place.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut sorted: Vec<f64> = Vec::with_capacity(n);
    for task in tasks {
        let delay = task.await.unwrap();
        match sorted.binary_search_by(|other| other.total_cmp(&delay)) {
            Ok(at) | Err(at) => sorted.insert(at, delay),
        }
    }
    sorted
}
