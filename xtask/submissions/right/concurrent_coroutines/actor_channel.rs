//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use tokio::sync::mpsc;

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (sender, mut receiver) = mpsc::unbounded_channel();
    for _ in 0..n {
        let sender = sender.clone();
        tokio::spawn(async move { sender.send(wait_random(max_delay).await) });
    }
    drop(sender);
    let mut delays = Vec::new();
    while let Some(delay) = receiver.recv().await {
        delays.push(delay);
    }
    delays
}
