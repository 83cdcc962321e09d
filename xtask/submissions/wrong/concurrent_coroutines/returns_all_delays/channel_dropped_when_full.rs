//! Concurrent random waits.

use basic_async_syntax::wait_random;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

/// Runs the waits and receives the delays over a channel.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (sender, mut receiver) = mpsc::channel(4);
    let mut set = JoinSet::new();
    for _ in 0..n {
        let sender = sender.clone();
        set.spawn(async move {
            let delay = wait_random(max_delay).await;
            let _ = sender.try_send(delay);
        });
    }
    drop(sender);
    while set.join_next().await.is_some() {}
    let mut delays = Vec::new();
    while let Some(delay) = receiver.recv().await {
        delays.push(delay);
    }
    delays
}
