//! Concurrent random waits.

use basic_async_syntax::wait_random;
use futures::future::join_all;

trait Ascending {
    fn ascending(self) -> Self;
}

impl Ascending for Vec<f64> {
    fn ascending(mut self) -> Self {
        self.sort_by(f64::total_cmp);
        self
    }
}

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delays = join_all((0..n).map(|_| wait_random(max_delay))).await;
    delays.ascending()
}
