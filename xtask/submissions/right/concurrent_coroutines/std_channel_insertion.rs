//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use std::sync::mpsc;
use tokio::{runtime::Handle, task::block_in_place};

fn arrange(arrivals: mpsc::Receiver<f64>, n: usize) -> Vec<f64> {
    let mut delays = vec![0.0; n];
    let mut count = 0;
    for delay in arrivals {
        delays[count] = delay;
        for i in (1..=count).rev() {
            if delays[i] < delays[i - 1] {
                delays.swap(i, i - 1);
            }
        }
        count += 1;
    }
    delays
}

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (sender, receiver) = mpsc::channel();
    for _ in 0..n {
        let sender = sender.clone();
        Handle::current().spawn(async move { sender.send(wait_random(max_delay).await) });
    }
    drop(sender);
    block_in_place(|| arrange(receiver, n))
}
