//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use futures::future::join_all;
use std::cell::RefCell;

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let list = RefCell::new(Vec::with_capacity(n));
    join_all((0..n).map(|_| async {
        let delay = wait_random(max_delay).await;
        list.borrow_mut().push(delay);
    }))
    .await;
    list.into_inner()
}
