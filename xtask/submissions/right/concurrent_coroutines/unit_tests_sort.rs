//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use futures::{StreamExt, stream::FuturesUnordered};

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    waits.collect().await
}

#[cfg(test)]
mod tests {
    use super::wait_n;

    #[tokio::test]
    async fn ascends() {
        let list = wait_n(5, 2).await;
        let mut expected = list.clone();
        expected.sort_by(f64::total_cmp);
        assert_eq!(list, expected);
    }
}
