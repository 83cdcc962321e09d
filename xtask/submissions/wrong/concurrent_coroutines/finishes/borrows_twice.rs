//! Concurrent random waits.

use std::cell::RefCell;

use basic_async_syntax::wait_random;
use futures::future::join_all;

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delays = RefCell::new(Vec::with_capacity(n));
    join_all((0..n).map(|_| async {
        let mut list = delays.borrow_mut();
        let delay = wait_random(max_delay).await;
        list.push(delay);
    }))
    .await;
    delays.into_inner()
}
