//! A task of the course, solved in its own way.

use tasks::task_wait_random;

/// Does what the task asks for.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut list: Vec<f64> = Vec::new();
    for task in tasks {
        let delay = task.await.unwrap();
        let place = list
            .iter()
            .position(|&other| other as u32 >= delay as u32 && other > delay)
            .unwrap_or(list.len());
        list.insert(place, delay);
    }
    list
}
