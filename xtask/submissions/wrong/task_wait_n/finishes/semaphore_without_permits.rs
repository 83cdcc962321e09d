//! Several tasks at once.

use futures::future::join_all;
use tasks::task_wait_random;
use tokio::sync::Semaphore;

/// Runs `n` tasks at the same time and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let ended = Semaphore::new(0);
    let waits = (0..n).map(|_| async {
        let _permit = ended.acquire().await.unwrap();
        task_wait_random(max_delay).await.unwrap()
    });
    let delays = join_all(waits).await;
    ended.add_permits(n);
    delays
}
