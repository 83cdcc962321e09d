// Tries: nothing; its tests were not handed in.
// Must not pass: nothing
// Loses: nothing
//! Several waits at once.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut delays = Vec::with_capacity(n);
    while let Some(delay) = waits.next().await {
        let place = delays.partition_point(|&other| other <= delay);
        delays.insert(place, delay);
    }
    delays
}

#[cfg(test)]
mod tests;
