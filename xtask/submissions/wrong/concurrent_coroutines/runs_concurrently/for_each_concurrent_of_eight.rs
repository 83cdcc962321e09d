//! Waits from a stream.

use std::cell::RefCell;

use basic_async_syntax::wait_random;
use futures::stream::{self, StreamExt};

/// Waits `n` times and gives back the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delays = RefCell::new(Vec::<f64>::with_capacity(n));
    stream::iter(0..n)
        .for_each_concurrent(8, |_| async {
            let delay = wait_random(max_delay).await;
            let mut delays = delays.borrow_mut();
            let at = delays.partition_point(|d| *d <= delay);
            delays.insert(at, delay);
        })
        .await;
    delays.into_inner()
}
