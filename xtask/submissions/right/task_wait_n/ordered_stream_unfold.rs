//! A task of the course, solved in its own way.

use futures::{StreamExt, future::select_all, stream};
use tasks::task_wait_random;

/// Does what the task asks for.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    stream::unfold(tasks, async |tasks| {
        if tasks.is_empty() {
            return None;
        }
        let (first, _, rest) = select_all(tasks).await;
        Some((first.unwrap(), rest))
    })
    .collect()
    .await
}
