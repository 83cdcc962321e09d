//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use std::{thread, time::Duration};

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut tasks: Vec<_> = (0..n)
        .map(|_| tokio::spawn(wait_random(max_delay)))
        .collect();
    let (sender, receiver) = std::sync::mpsc::channel();
    let poller = thread::spawn(move || {
        let mut done = 0;
        while done < tasks.len() {
            for i in 0..tasks.len() {
                if i >= done && tasks[i].is_finished() {
                    tasks.swap(i, done);
                    done += 1;
                }
            }
            thread::sleep(Duration::from_micros(300));
        }
        sender.send(tasks).unwrap();
    });
    while !poller.is_finished() {
        tokio::task::yield_now().await;
    }
    let mut delays = Vec::new();
    for task in receiver.recv().unwrap() {
        delays.push(task.await.unwrap());
    }
    delays
}
