//! Random waits in threads.

use std::thread;

use basic_async_syntax::wait_random;
use tokio::runtime::Builder;
use tokio::sync::mpsc;

/// Starts `n` threads, each with a runtime of its own, and receives their delays.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (sender, mut receiver) = mpsc::unbounded_channel();
    for _ in 0..n {
        let sender = sender.clone();
        thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().unwrap();
            let _ = sender.send(runtime.block_on(wait_random(max_delay)));
        });
    }
    drop(sender);
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    while let Some(delay) = receiver.recv().await {
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
