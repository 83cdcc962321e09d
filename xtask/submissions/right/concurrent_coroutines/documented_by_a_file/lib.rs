#![doc = include_str!("README.md")]

pub use waiting::all as wait_n;

mod waiting {
    use basic_async_syntax::wait_random;
    use futures::stream::{FuturesUnordered, StreamExt};

    #[doc = concat!("Runs `wait_random` `n` times at once", ".")]
    pub async fn all(n: usize, max_delay: u32) -> Vec<f64> {
        let waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
        waits.collect().await
    }
}
