//! Random waits by a trait of its own.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, Stream, StreamExt};

trait Ascending: Stream<Item = f64> + Unpin {
    async fn sorted(mut self) -> Vec<f64>
    where
        Self: Sized,
    {
        let mut list: Vec<f64> = Vec::new();
        while let Some(item) = self.next().await {
            list.insert(list.partition_point(|other| *other <= item), item);
        }
        list
    }
}

impl<S: Stream<Item = f64> + Unpin> Ascending for S {}

/// Runs `n` waits and collects them in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    (0..n)
        .map(|_| wait_random(max_delay))
        .collect::<FuturesUnordered<_>>()
        .sorted()
        .await
}
