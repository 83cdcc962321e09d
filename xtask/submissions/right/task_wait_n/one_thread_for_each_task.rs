//! Random waits as tasks, each watched by a thread.

use std::sync::mpsc;
use std::thread;

use futures::executor::block_on;
use tasks::task_wait_random;
use tokio::sync::oneshot;

/// Starts `n` tasks and a thread for each, which blocks until its task ends.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (sender, receiver) = mpsc::channel();
    for _ in 0..n {
        let task = task_wait_random(max_delay);
        let sender = sender.clone();
        thread::spawn(move || sender.send(block_on(task).unwrap()));
    }
    drop(sender);
    let (done, end) = oneshot::channel();
    thread::spawn(move || {
        let mut delays: Vec<f64> = Vec::new();
        for delay in receiver {
            let at = delays.partition_point(|d| *d <= delay);
            delays.insert(at, delay);
        }
        let _ = done.send(delays);
    });
    end.await.expect("the thread sends the delays")
}
