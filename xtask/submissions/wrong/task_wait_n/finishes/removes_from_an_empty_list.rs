//! Several tasks at once.

use tasks::task_wait_random;

/// Runs `n` tasks at the same time and returns their delays in ascending order.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut tasks = Vec::with_capacity(n);
    for _ in 0..n {
        tasks.push(task_wait_random(max_delay));
    }
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    loop {
        let delay = tasks.remove(0).await.unwrap();
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
        if delays.len() > n {
            break delays;
        }
    }
}
