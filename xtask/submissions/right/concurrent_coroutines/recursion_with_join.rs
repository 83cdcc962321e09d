//! Random waits by recursion.

use basic_async_syntax::wait_random;

/// Joins one wait with all the others, then puts its delay among theirs.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    if n == 0 {
        return Vec::new();
    }
    let rest = Box::pin(wait_n(n - 1, max_delay));
    let (delay, mut delays) = tokio::join!(wait_random(max_delay), rest);
    let at = delays.partition_point(|&d| d < delay);
    delays.insert(at, delay);
    delays
}
