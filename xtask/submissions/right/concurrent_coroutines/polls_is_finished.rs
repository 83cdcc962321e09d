//! Random waits in tasks that are looked at again and again.

use basic_async_syntax::wait_random;
use tokio::task::yield_now;

/// Takes each task out of the list when it is found finished.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut tasks: Vec<_> = (0..n)
        .map(|_| tokio::spawn(wait_random(max_delay)))
        .collect();
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    while !tasks.is_empty() {
        let mut i = 0;
        while i < tasks.len() {
            if tasks[i].is_finished() {
                let delay = tasks.swap_remove(i).await.unwrap();
                let at = delays.partition_point(|d| *d <= delay);
                delays.insert(at, delay);
            } else {
                i += 1;
            }
        }
        yield_now().await;
    }
    delays
}
