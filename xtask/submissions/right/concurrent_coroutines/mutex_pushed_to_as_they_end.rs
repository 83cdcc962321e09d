//! Several random waits and a shared list.

use std::sync::{Arc, Mutex};

use basic_async_syntax::wait_random;

/// Spawns `n` waits that push their delay to a list when they end.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let list = Arc::new(Mutex::new(Vec::with_capacity(n)));
    let mut tasks = Vec::with_capacity(n);
    for _ in 0..n {
        let list = list.clone();
        tasks.push(tokio::spawn(async move {
            let delay = wait_random(max_delay).await;
            let mut list = list.lock().unwrap();
            let at = list
                .iter()
                .rposition(|&d: &f64| d <= delay)
                .map_or(0, |i| i + 1);
            list.insert(at, delay);
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    std::mem::take(&mut *list.lock().unwrap())
}
