//! A worker and a channel.

use basic_async_syntax::wait_random;
use tokio::sync::mpsc;

/// Lets a worker wait `n` times and receives its delays.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (sender, mut receiver) = mpsc::channel(32);
    tokio::spawn(async move {
        for _ in 0..n {
            if sender.send(wait_random(max_delay).await).await.is_err() {
                break;
            }
        }
    });
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    while let Some(delay) = receiver.recv().await {
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
