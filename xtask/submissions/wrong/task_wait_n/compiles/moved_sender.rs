//! Several tasks at once.

use tasks::task_wait_random;
use tokio::sync::mpsc;

/// Runs `n` tasks at the same time and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (sender, mut receiver) = mpsc::channel(n.max(1));
    for _ in 0..n {
        let task = task_wait_random(max_delay);
        tokio::spawn(async move { sender.send(task.await.unwrap()).await });
    }
    let mut delays = Vec::with_capacity(n);
    while let Some(delay) = receiver.recv().await {
        delays.push(delay);
    }
    delays
}
