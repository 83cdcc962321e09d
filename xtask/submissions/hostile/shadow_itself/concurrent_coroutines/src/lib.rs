// Tries: to call itself by the name of the crate it should use.
// Must not pass: calls_wait_random
//! Several waits at once.

extern crate self as basic_async_syntax;

/// Waits.
pub async fn wait_random(max_delay: u32) -> f64 {
    f64::from(max_delay)
}

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    futures::future::join_all((0..n).map(|_| basic_async_syntax::wait_random(max_delay))).await
}
