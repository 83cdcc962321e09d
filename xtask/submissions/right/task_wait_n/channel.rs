//! Random waits as tasks that report on a channel.

use tasks::task_wait_random;
use tokio::sync::mpsc;

/// Starts `n` tasks and receives their delays.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (sender, mut receiver) = mpsc::channel(n.max(1));
    for _ in 0..n {
        let task = task_wait_random(max_delay);
        let sender = sender.clone();
        tokio::spawn(async move {
            if let Ok(delay) = task.await {
                let _ = sender.send(delay).await;
            }
        });
    }
    drop(sender);
    let mut delays = Vec::with_capacity(n);
    receiver.recv_many(&mut delays, 1).await;
    while let Some(delay) = receiver.recv().await {
        delays.push(delay);
    }
    delays
}
