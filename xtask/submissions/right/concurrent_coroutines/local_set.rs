//! Random waits as local tasks.

use std::cell::RefCell;
use std::rc::Rc;

use basic_async_syntax::wait_random;
use tokio::task::{LocalSet, spawn_local};

/// Runs local tasks that share a list without a lock.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delays = Rc::new(RefCell::new(Vec::with_capacity(n)));
    let local = LocalSet::new();
    let list = Rc::clone(&delays);
    local
        .run_until(async move {
            let tasks: Vec<_> = (0..n)
                .map(|_| {
                    let list = Rc::clone(&list);
                    spawn_local(async move {
                        let delay = wait_random(max_delay).await;
                        list.borrow_mut().push(delay);
                    })
                })
                .collect();
            for task in tasks {
                task.await.unwrap();
            }
        })
        .await;
    delays.take()
}
