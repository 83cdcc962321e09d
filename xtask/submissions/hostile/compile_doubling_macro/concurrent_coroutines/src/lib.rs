// Tries: to make the compiler write more code than there is room for.
// Must not pass: compiles
// Says: and was stopped
#![recursion_limit = "1000000"]
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

macro_rules! double {
    ($($code:tt)*) => { double! { $($code)* $($code)* } };
}

double! { fn again() {} }
