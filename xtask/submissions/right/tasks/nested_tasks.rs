//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use tokio::task::JoinHandle;

async fn outer(max_delay: u32) -> f64 {
    let inner = tokio::spawn(async move { wait_random(max_delay).await });
    inner.await.expect("the inner task ends")
}

/// Does what the task asks for.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    tokio::runtime::Handle::current().spawn(outer(max_delay))
}
