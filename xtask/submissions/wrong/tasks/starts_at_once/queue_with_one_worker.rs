//! Tasks for the random wait.

use std::sync::OnceLock;

use basic_async_syntax::wait_random;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

type Order = (u32, oneshot::Sender<f64>);

static QUEUE: OnceLock<mpsc::UnboundedSender<Order>> = OnceLock::new();

fn start_worker() -> mpsc::UnboundedSender<Order> {
    let (sender, mut receiver) = mpsc::unbounded_channel::<Order>();
    tokio::spawn(async move {
        while let Some((max_delay, answer)) = receiver.recv().await {
            let _ = answer.send(wait_random(max_delay).await);
        }
    });
    sender
}

/// Starts a task that runs `wait_random(max_delay)`.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let (answer, delay) = oneshot::channel();
    let queue = QUEUE.get_or_init(start_worker);
    queue.send((max_delay, answer)).unwrap();
    tokio::spawn(async move { delay.await.unwrap() })
}
