//! Concurrent random waits.

use std::cell::RefCell;
use std::rc::Rc;

use basic_async_syntax::wait_random;

/// Runs `wait_random` `n` times concurrently and returns the delays in ascending order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delays = Rc::new(RefCell::new(Vec::new()));
    let mut tasks = Vec::new();
    for _ in 0..n {
        let delays = Rc::clone(&delays);
        tasks.push(tokio::spawn(async move {
            let delay = wait_random(max_delay).await;
            delays.borrow_mut().push(delay);
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    delays.take()
}
