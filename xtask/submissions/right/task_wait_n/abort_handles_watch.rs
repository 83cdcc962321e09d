//! A task of the course, solved in its own way.

use std::sync::{Arc, Mutex};
use tasks::task_wait_random;
use tokio::sync::{Barrier, watch};

/// Does what the task asks for.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let list = Arc::new(Mutex::new(Vec::new()));
    let (sender, mut receiver) = watch::channel(0);
    let sender = Arc::new(sender);
    let barrier = Arc::new(Barrier::new(1));
    for task in std::iter::repeat_with(|| task_wait_random(max_delay)).take(n) {
        let (list, sender) = (list.clone(), sender.clone());
        tokio::spawn(async move {
            let delay = task.await.unwrap();
            list.lock().unwrap().push(delay);
            sender.send_modify(|count| *count += 1);
        });
    }
    barrier.wait().await;
    receiver.wait_for(|&count| count == n).await.unwrap();
    let list = std::mem::take(&mut *list.lock().unwrap());
    list
}
