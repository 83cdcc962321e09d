//! Concurrent random waits.

use basic_async_syntax::wait_random;
use tokio::sync::mpsc;

/// Runs the waits and receives the delays over a channel.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (sender, mut receiver) = mpsc::unbounded_channel::<f32>();
    for _ in 0..n {
        let sender = sender.clone();
        tokio::spawn(async move {
            let delay = wait_random(max_delay).await;
            let _ = sender.send(delay as f32);
        });
    }
    drop(sender);
    let mut delays = Vec::new();
    while let Some(delay) = receiver.recv().await {
        delays.push(f64::from(delay));
    }
    delays
}
