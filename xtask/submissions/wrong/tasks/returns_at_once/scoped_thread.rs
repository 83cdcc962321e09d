//! Tasks for the random wait.

use std::thread;

use basic_async_syntax::wait_random;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

/// Starts a task that runs `wait_random(max_delay)`.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    thread::scope(|scope| {
        scope
            .spawn(|| {
                let runtime = Runtime::new().unwrap();
                let (done, end) = std::sync::mpsc::channel();
                let task = runtime.spawn(async move {
                    let delay = wait_random(max_delay).await;
                    let _ = done.send(());
                    delay
                });
                let _ = end.recv();
                runtime.shutdown_background();
                task
            })
            .join()
            .unwrap()
    })
}
