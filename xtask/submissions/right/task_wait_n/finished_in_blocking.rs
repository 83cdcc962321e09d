//! A task of the course, solved in its own way.

use tasks::task_wait_random;
use tokio::task::block_in_place;

/// Does what the task asks for.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut tasks: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut list = Vec::new();
    while !tasks.is_empty() {
        let mut index = 0;
        while index < tasks.len() {
            if tasks[index].is_finished() {
                list.push(tasks.swap_remove(index).await.unwrap());
            } else {
                index += 1;
            }
        }
        block_in_place(|| std::thread::sleep(std::time::Duration::from_micros(500)));
    }
    list
}
