//! Random waits that answer on a channel each.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};
use tokio::sync::oneshot;

/// Spawns `n` waits and takes their answers as they come.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let answers = FuturesUnordered::new();
    for _ in 0..n {
        let (sender, answer) = oneshot::channel();
        tokio::spawn(async move {
            let _ = sender.send(wait_random(max_delay).await);
        });
        answers.push(answer);
    }
    answers
        .filter_map(async |answer| answer.ok())
        .collect()
        .await
}
