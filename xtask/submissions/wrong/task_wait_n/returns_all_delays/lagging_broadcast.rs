//! The fifth task: the same list of delays, made by tasks.

use tasks::task_wait_random;
use tokio::sync::broadcast::{self, error::RecvError};

/// Starts `n` tasks of up to `max_delay` seconds and returns the delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (sender, mut receiver) = broadcast::channel(16);
    for _ in 0..n {
        let sender = sender.clone();
        let task = task_wait_random(max_delay);
        tokio::spawn(async move { sender.send(task.await.unwrap()) });
    }
    drop(sender);
    let mut delays = Vec::new();
    loop {
        match receiver.recv().await {
            Ok(delay) => delays.push(delay),
            Err(RecvError::Lagged(_)) => continue,
            Err(RecvError::Closed) => return delays,
        }
    }
}
