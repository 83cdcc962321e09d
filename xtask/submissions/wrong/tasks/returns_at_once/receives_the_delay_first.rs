//! Tasks for the random wait.

use std::sync::mpsc;
use std::thread;

use basic_async_syntax::wait_random;
use tokio::runtime::Builder;
use tokio::task::JoinHandle;

/// Starts a task that runs `wait_random(max_delay)`.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let _ = sender.send(runtime.block_on(wait_random(max_delay)));
    });
    let delay = receiver.recv().unwrap();
    tokio::task::spawn(async move { delay })
}
