//! Several random waits and a channel.

use basic_async_syntax::wait_random;
use tokio::sync::mpsc;

/// Receives the delays of `n` spawned waits in the order in which they come.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (sender, mut receiver) = mpsc::channel(1);
    for _ in 0..n {
        let sender = sender.clone();
        tokio::spawn(async move { sender.send(wait_random(max_delay).await).await });
    }
    drop(sender);
    let mut delays = Vec::new();
    while let Some(delay) = receiver.recv().await {
        delays.push(delay);
    }
    delays
}
