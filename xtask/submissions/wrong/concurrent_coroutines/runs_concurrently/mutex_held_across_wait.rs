//! Shared list of delays.

use std::sync::Arc;

use basic_async_syntax::wait_random;
use tokio::sync::Mutex;

/// Starts `n` tasks that put their delay into a shared list.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delays = Arc::new(Mutex::new(Vec::<f64>::new()));
    let tasks: Vec<_> = (0..n)
        .map(|_| {
            let delays = Arc::clone(&delays);
            tokio::spawn(async move {
                let mut delays = delays.lock().await;
                let delay = wait_random(max_delay).await;
                let at = delays.partition_point(|d| *d <= delay);
                delays.insert(at, delay);
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let delays = delays.lock().await;
    delays.clone()
}
