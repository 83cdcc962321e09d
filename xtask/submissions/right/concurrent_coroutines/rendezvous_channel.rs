//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use futures::{StreamExt, future::join};
use tokio::sync::mpsc;

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (sender, mut receiver) = mpsc::channel(1);
    let producers = futures::stream::iter(0..n).for_each_concurrent(None, move |_| {
        let sender = sender.clone();
        async move {
            sender.send(wait_random(max_delay).await).await.unwrap();
        }
    });
    let consumer = async {
        let mut delays = Vec::with_capacity(n);
        while let Some(delay) = receiver.recv().await {
            delays.push(delay);
        }
        delays
    };
    join(producers, consumer).await.1
}
