//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::Notify;

macro_rules! launch {
    ($count:expr, $each:expr) => {
        for _ in 0..$count {
            tokio::spawn($each);
        }
    };
}

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    if n == 0 {
        return vec![];
    }
    let shared = Arc::new((Mutex::new(Vec::new()), AtomicUsize::new(n), Notify::new()));
    launch!(n, {
        let shared = shared.clone();
        async move {
            let delay = wait_random(max_delay).await;
            shared.0.lock().unwrap().push(delay);
            if shared.1.fetch_sub(1, Ordering::SeqCst) == 1 {
                shared.2.notify_one();
            }
        }
    });
    shared.2.notified().await;
    shared.0.lock().unwrap().clone()
}
