//! Several random waits and a channel of the futures crate.

use basic_async_syntax::wait_random;
use futures::channel::mpsc;
use futures::stream::StreamExt;

/// Collects what `n` spawned waits send.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (sender, receiver) = mpsc::unbounded();
    for _ in 0..n {
        let sender = sender.clone();
        tokio::spawn(async move { sender.unbounded_send(wait_random(max_delay).await) });
    }
    drop(sender);
    receiver.collect().await
}
