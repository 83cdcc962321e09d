//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use std::thread;
use tokio::{runtime::Builder, sync::oneshot, task::JoinHandle};

/// Does what the task asks for.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let (sender, receiver) = oneshot::channel();
    thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let _ = sender.send(runtime.block_on(wait_random(max_delay)));
    });
    tokio::spawn(async { receiver.await.unwrap() })
}
