//! Several tasks at once.

use futures::future::join_all;
use tasks::task_wait_random;
use tokio::sync::Mutex;

/// Runs `n` tasks and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delays: Mutex<Vec<f64>> = Mutex::new(Vec::with_capacity(n));
    join_all((0..n).map(|_| async {
        let mut delays = delays.lock().await;
        let delay = task_wait_random(max_delay).await.unwrap();
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }))
    .await;
    delays.into_inner()
}
