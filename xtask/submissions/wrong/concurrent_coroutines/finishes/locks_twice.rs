//! Concurrent random waits.

use basic_async_syntax::wait_random;
use futures::future::join_all;
use tokio::sync::Mutex;

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delays = Mutex::new(Vec::new());
    join_all((0..n).map(|_| async {
        let delay = wait_random(max_delay).await;
        let mut list = delays.lock().await;
        if list.len() < n {
            delays.lock().await.push(delay);
        }
        list.shrink_to_fit();
    }))
    .await;
    delays.into_inner()
}
