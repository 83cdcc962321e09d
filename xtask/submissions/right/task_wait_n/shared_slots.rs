//! Random waits as tasks that count who is first.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use futures::future::join_all;
use tasks::task_wait_random;

/// Starts `n` tasks, each of which takes the next free place when it ends.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let next = Arc::new(AtomicUsize::new(0));
    let slots: Arc<Vec<AtomicU64>> = Arc::new((0..n).map(|_| AtomicU64::new(0)).collect());
    let tasks: Vec<_> = (0..n)
        .map(|_| {
            let (next, slots) = (Arc::clone(&next), Arc::clone(&slots));
            let task = task_wait_random(max_delay);
            tokio::spawn(async move {
                let delay = task.await.unwrap();
                let place = next.fetch_add(1, Ordering::SeqCst);
                slots[place].store(delay.to_bits(), Ordering::SeqCst);
            })
        })
        .collect();
    join_all(tasks).await;
    slots
        .iter()
        .map(|slot| f64::from_bits(slot.load(Ordering::SeqCst)))
        .collect()
}
