//! Random waits as tasks of a thread.

use std::sync::mpsc;
use std::thread;

use basic_async_syntax::wait_random;
use tokio::runtime::Builder;
use tokio::task::JoinHandle;

/// Starts a thread with a runtime and returns the task that runs there.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let (sender, receiver) = mpsc::sync_channel(1);
    thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let task = runtime.spawn(wait_random(max_delay));
        let stop = task.abort_handle();
        if sender.send(task).is_ok() {
            runtime.block_on(async {
                while !stop.is_finished() {
                    tokio::time::sleep(std::time::Duration::from_millis(1)).await;
                }
            });
        }
    });
    receiver.recv().expect("the thread hands its task over")
}
