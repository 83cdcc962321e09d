//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use futures::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use std::sync::{Arc, Mutex};

fn chain(n: usize, max_delay: u32, list: Arc<Mutex<Vec<f64>>>) -> BoxFuture<'static, ()> {
    async move {
        if n == 0 {
            return;
        }
        let copy = Arc::clone(&list);
        let own: Shared<BoxFuture<'static, ()>> = async move {
            let delay = wait_random(max_delay).await;
            copy.lock().unwrap().push(delay);
        }
        .boxed()
        .shared();
        let rest = chain(n - 1, max_delay, list).shared();
        tokio::select! {
            () = own.clone() => rest.await,
            () = rest.clone() => own.await,
        }
    }
    .boxed()
}

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let list = Arc::default();
    chain(n, max_delay, Arc::clone(&list)).await;
    let list = list.lock().unwrap();
    list.clone()
}
