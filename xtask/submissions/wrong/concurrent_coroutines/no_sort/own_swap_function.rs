//! Concurrent random waits.

use basic_async_syntax::wait_random;
use futures::future::join_all;

fn arrange(list: &mut [f64]) {
    let mut changed = true;
    while changed {
        changed = false;
        for i in 1..list.len() {
            if list[i - 1] > list[i] {
                list.swap(i - 1, i);
                changed = true;
            }
        }
    }
}

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut delays = join_all((0..n).map(|_| wait_random(max_delay))).await;
    arrange(&mut delays);
    delays
}
