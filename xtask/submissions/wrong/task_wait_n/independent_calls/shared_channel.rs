//! Several tasks at once.

use std::sync::LazyLock;

use tasks::task_wait_random;
use tokio::sync::{Mutex, mpsc};

type Channel = (
    mpsc::UnboundedSender<f64>,
    Mutex<mpsc::UnboundedReceiver<f64>>,
);

static CHANNEL: LazyLock<Channel> = LazyLock::new(|| {
    let (sender, receiver) = mpsc::unbounded_channel();
    (sender, Mutex::new(receiver))
});

/// Runs `n` tasks at the same time and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    for _ in 0..n {
        let task = task_wait_random(max_delay);
        tokio::spawn(async move { CHANNEL.0.send(task.await.unwrap()) });
    }
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    let mut receiver = CHANNEL.1.lock().await;
    while delays.len() < n {
        match receiver.recv().await {
            Some(delay) => delays.push(delay),
            None => break,
        }
    }
    delays
}
