//! Recursive waiting.

use basic_async_syntax::wait_random;

/// Waits `n` times by waiting once and then `n - 1` times.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    if n == 0 {
        return Vec::new();
    }
    let delay = wait_random(max_delay).await;
    let mut rest = Box::pin(wait_n(n - 1, max_delay)).await;
    let at = rest.partition_point(|d| *d <= delay);
    rest.insert(at, delay);
    rest
}
