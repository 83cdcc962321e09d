//! Concurrent random waits.

use basic_async_syntax::wait_random;
use futures::future::join_all;

macro_rules! in_order {
    ($list:expr) => {{
        let mut list = $list;
        list.sort_by(|a, b| a.total_cmp(b));
        list
    }};
}

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    in_order!(join_all((0..n).map(|_| wait_random(max_delay))).await)
}
