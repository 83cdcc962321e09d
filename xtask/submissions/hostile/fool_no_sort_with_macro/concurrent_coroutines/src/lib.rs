// Tries: to sort in a macro.
// Must not pass: no_sort
//! Several waits at once.

use basic_async_syntax::wait_random;
use futures::future::join_all;

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut delays = join_all((0..n).map(|_| wait_random(max_delay))).await;
    order!(delays, sort_by, f64 :: total_cmp);
    delays
}

macro_rules! order {
    ($list:ident, $how:ident, $($by:tt)*) => { $list.$how($($by)*) };
}
use order;
