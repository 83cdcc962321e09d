// Tries: to keep the compiler busy with a macro that counts to 2 to the power of 48, in little memory.
// Must not pass: compiles
#![recursion_limit = "4000000000"]
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

macro_rules! count {
    ([$($low:tt)*] 0 $($high:tt)*) => { count! { [] $($low)* 1 $($high)* } };
    ([$($low:tt)*] 1 $($high:tt)*) => { count! { [$($low)* 0] $($high)* } };
    ([$($low:tt)*]) => {};
}

count! { [] 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 }
