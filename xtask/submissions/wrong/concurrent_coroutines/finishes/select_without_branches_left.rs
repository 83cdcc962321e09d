//! Concurrent random waits.

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set: JoinSet<f64> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    loop {
        tokio::select! {
            Some(Ok(delay)) = set.join_next() => delays.push(delay),
        }
        if delays.len() > n {
            return delays;
        }
    }
}
