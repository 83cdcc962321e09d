// Tries: to excuse a sort by a method of the same name, of a type of its own that nobody uses.
// Must not pass: no_sort
//! Several waits at once.

use basic_async_syntax::wait_random;
use futures::future::join_all;

/// A shelf that keeps nothing in order.
pub struct Shelf;

impl Shelf {
    /// Does nothing.
    pub fn sort_unstable(&mut self) {}
}

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let waits = (0..n).map(|_| wait_random(max_delay));
    let mut delays: Vec<u64> = join_all(waits).await.into_iter().map(f64::to_bits).collect();
    delays.sort_unstable();
    delays.into_iter().map(f64::from_bits).collect()
}
