//! A task of the course, solved in its own way.

use futures::{StreamExt, stream::FuturesUnordered};
use tasks::task_wait_random;
use tokio::runtime::Runtime;

/// Does what the task asks for.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    std::thread::spawn(move || {
        Runtime::new().unwrap().block_on(async {
            let tasks: FuturesUnordered<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
            tasks.map(|result| result.unwrap()).collect().await
        })
    })
    .join()
    .unwrap()
}
