// Tries: to make the compiler keep very large constants, of which none is in what it writes.
// Must not pass: compiles
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

const fn large<const SEED: u8>() -> usize {
    let mut bytes = [SEED; 1 << 28];
    let mut at = 0;
    while at < 200 {
        bytes[at << 20] = at as u8;
        at += 1;
    }
    let all = [bytes; 64];
    all.len() + all[63][3 << 20] as usize
}

/// Is computed when this is compiled.
pub const LARGE: usize = large::<1>() + large::<2>() + large::<3>();
