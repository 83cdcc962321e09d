//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use std::sync::{Arc, Mutex};
use tokio::{runtime::Handle, task::spawn_blocking};

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let delays = Arc::new(Mutex::new(Vec::new()));
    let tasks: Vec<_> = (0..n)
        .map(|_| {
            let delays = Arc::clone(&delays);
            let handle = Handle::current();
            spawn_blocking(move || {
                let delay = handle.block_on(wait_random(max_delay));
                delays.lock().unwrap().push(delay);
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    std::mem::take(&mut *delays.lock().unwrap())
}
