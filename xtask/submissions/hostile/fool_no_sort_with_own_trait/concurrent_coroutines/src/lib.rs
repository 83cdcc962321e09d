// Tries: to excuse a sort by a trait of its own, whose method has the same name.
// Must not pass: no_sort
//! Several waits at once.

use basic_async_syntax::wait_random;
use futures::future::join_all;

trait Tidy {
    fn sort_by_cached_key(&self, _: u8);
}

impl Tidy for u8 {
    fn sort_by_cached_key(&self, _: u8) {}
}

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut delays = join_all((0..n).map(|_| wait_random(max_delay))).await;
    0_u8.sort_by_cached_key(0);
    let bits = |delay: &f64| delay.to_bits();
    delays.sort_by_cached_key(bits);
    delays
}
