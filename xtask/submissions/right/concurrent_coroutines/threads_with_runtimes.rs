//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use std::thread;
use tokio::{runtime::Runtime, sync::mpsc};

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (sender, mut receiver) = mpsc::unbounded_channel();
    for _ in 0..n {
        let sender = sender.clone();
        thread::spawn(move || {
            let runtime = Runtime::new().expect("a runtime starts");
            let delay = runtime.block_on(wait_random(max_delay));
            let _ = sender.send(delay);
        });
    }
    drop(sender);
    let mut delays = Vec::new();
    while let Some(delay) = receiver.recv().await {
        let place = delays.partition_point(|&other| other <= delay);
        delays.insert(place, delay);
    }
    delays
}
