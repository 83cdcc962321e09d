// Tries: to block when its threads end, and to keep the locks of the standard streams.
// Must not pass: nothing
//! Several waits at once.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    keep();
    let mut waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut delays = Vec::with_capacity(n);
    while let Some(delay) = waits.next().await {
        let place = delays.partition_point(|&other| other <= delay);
        delays.insert(place, delay);
    }
    delays
}

struct Blocks;

impl Drop for Blocks {
    fn drop(&mut self) {
        loop {
            std::thread::park();
        }
    }
}

thread_local! {
    static BLOCKS: Blocks = const { Blocks };
}

fn keep() {
    BLOCKS.with(|_| std::mem::forget((std::io::stderr().lock(), std::io::stdout().lock())));
}
