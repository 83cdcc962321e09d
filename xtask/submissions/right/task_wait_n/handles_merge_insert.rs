//! A task of the course, solved in its own way.

use tasks::task_wait_random;

/// Does what the task asks for.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut list: Vec<f64> = Vec::with_capacity(n);
    for task in tasks {
        let delay = task.await.expect("no task panics");
        let place = list
            .binary_search_by(|other| other.total_cmp(&delay))
            .unwrap_or_else(|place| place);
        list.insert(place, delay);
    }
    list
}
