// Tries: to look harmless to people: marks that turn the text hide what is compiled.
// Must not pass: compiles
//! Several waits at once.

use basic_async_syntax::wait_random;
use futures::future::join_all;

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut delays = join_all((0..n).map(|_| wait_random(max_delay))).await;
    /* first ‮ } ⁦ then ⁩ ⁦ */ delays.sort_by(f64::total_cmp);
    delays
}
