// Tries: to fail only where code is made, which happens after everything has been checked.
// Must not pass: compiles
// Says: evaluation panicked
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

struct Positive<const N: i32>;

impl<const N: i32> Positive<N> {
    const CHECKED: i32 = if N > 0 { N } else { panic!("not positive") };

    fn value(self) -> i32 {
        Self::CHECKED
    }
}

/// Is called by nobody.
pub fn negative() -> i32 {
    Positive::<-1>.value()
}
