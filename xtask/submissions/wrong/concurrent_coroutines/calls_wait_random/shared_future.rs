//! Several coroutines at the same time.

use basic_async_syntax::wait_random;
use futures::FutureExt;
use futures::future::join_all;

/// Runs the wait `n` times and returns the delays.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let wait = wait_random(max_delay).boxed().shared();
    join_all((0..n).map(|_| wait.clone())).await
}
