//! Random waits by a macro.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

macro_rules! as_completed {
    ($wait:expr; $n:expr) => {
        (0..$n).map(|_| $wait).collect::<FuturesUnordered<_>>()
    };
}

/// Lists the delays of `n` waits as these complete.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut delays = vec![];
    let mut waits = as_completed![wait_random(max_delay); n];
    while let Some(delay) = waits.next().await {
        delays.push(delay);
    }
    delays
}
