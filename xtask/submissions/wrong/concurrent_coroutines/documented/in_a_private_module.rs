//! Concurrent random waits.

pub use waiting::wait_n;

mod waiting {
    use basic_async_syntax::wait_random;
    use futures::stream::{FuturesUnordered, StreamExt};

    #[doc = ""]
    pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
        let waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
        waits.collect().await
    }
}
