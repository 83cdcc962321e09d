//! Task 3 of the course: how to create a task.

use basic_async_syntax::wait_random;
use std::collections::BTreeMap;
use std::sync::Mutex;
use tokio::task::JoinHandle;

static SEEN: Mutex<BTreeMap<u32, f64>> = Mutex::new(BTreeMap::new());

/// Starts `wait_random` in the background and hands back its task.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    tokio::spawn(async move {
        let delay = wait_random(max_delay).await;
        *SEEN.lock().unwrap().entry(max_delay).or_insert(delay)
    })
}
