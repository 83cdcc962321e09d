//! Several random waits as a stream.

use std::cell::RefCell;

use basic_async_syntax::wait_random;
use futures::stream::{self, StreamExt};

/// Runs all the waits of a stream at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delays = RefCell::new(vec![]);
    stream::iter(0..n)
        .for_each_concurrent(None, |_| async {
            let delay = wait_random(max_delay).await;
            delays.borrow_mut().push(delay);
        })
        .await;
    delays.into_inner()
}
