//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use std::time::Duration;
use tokio::{task::JoinHandle, time::sleep};

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut tasks: Vec<JoinHandle<f64>> = (0..n)
        .map(|_| tokio::spawn(wait_random(max_delay)))
        .collect();
    let mut done = 0;
    while done < n {
        for i in 0..n {
            if i >= done && tasks[i].is_finished() {
                tasks.swap(i, done);
                done += 1;
            }
        }
        sleep(Duration::from_millis(1)).await;
    }
    let mut delays = Vec::new();
    for task in tasks {
        delays.push(task.await.unwrap());
    }
    delays
}
