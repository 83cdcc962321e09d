//! Several coroutines at the same time.

use basic_async_syntax::wait_random;

/// Waits and returns a list of `n` delays.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delay = wait_random(max_delay).await;
    vec![delay; n]
}
