//! Concurrent random waits.

use basic_async_syntax::wait_random;
use tokio::sync::mpsc;

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (sender, mut receiver) = mpsc::channel(100);
    for _ in 0..n {
        let sender = sender.clone();
        tokio::spawn(async move {
            let _ = sender.send(wait_random(max_delay).await).await;
        });
    }
    let mut delays = Vec::new();
    while let Some(delay) = receiver.recv().await {
        delays.push(delay);
    }
    delays
}
