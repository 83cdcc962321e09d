//! Random waits as tasks, with a list that all of them know.

use std::sync::Arc;

use futures::future::join_all;
use tasks::task_wait_random;
use tokio::sync::Mutex;

/// Starts `n` tasks whose delays are pushed as the tasks end.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delays = Arc::new(Mutex::new(Vec::with_capacity(n)));
    let pushing = (0..n).map(|_| {
        let task = task_wait_random(max_delay);
        let delays = Arc::clone(&delays);
        tokio::spawn(async move {
            let delay = task.await.unwrap();
            delays.lock().await.push(delay);
        })
    });
    join_all(pushing).await;
    let mut delays = delays.lock().await;
    std::mem::take(&mut *delays)
}
