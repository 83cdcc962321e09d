//! Random waits as tasks that stop when nobody wants their delays any more.

use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;
use tokio::task::AbortHandle;

struct Stop(Vec<AbortHandle>);

impl Drop for Stop {
    fn drop(&mut self) {
        for task in &self.0 {
            task.abort();
        }
    }
}

/// Starts `n` tasks and puts their delays in ascending order as they come.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut tasks: FuturesUnordered<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let _stop = Stop(tasks.iter().map(|task| task.abort_handle()).collect());
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    while let Some(delay) = tasks.next().await {
        let delay = delay.unwrap();
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
