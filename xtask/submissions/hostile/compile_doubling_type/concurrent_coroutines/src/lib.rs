// Tries: to make the compiler work out a type of a size that nothing can hold.
// Must not pass: compiles, signature
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

type A = ([u64; 1 << 20], [u64; 1 << 20]);
type B = (A, A, A, A, A, A, A, A);
type C = (B, B, B, B, B, B, B, B);
type D = (C, C, C, C, C, C, C, C);
type E = (D, D, D, D, D, D, D, D);
type F = (E, E, E, E, E, E, E, E);

/// Much too large.
pub static LARGE: Option<(F, F, F, F, F, F, F, F)> = None;
