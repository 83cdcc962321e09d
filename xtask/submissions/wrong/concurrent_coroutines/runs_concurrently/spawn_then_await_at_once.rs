//! Spawned waits.

use basic_async_syntax::wait_random;

/// Spawns a task for each wait and returns the delays in order.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut delays: Vec<f64> = Vec::new();
    for _ in 0..n {
        let task = tokio::spawn(wait_random(max_delay));
        let delay = task.await.unwrap();
        let at = delays.iter().take_while(|d| **d < delay).count();
        delays.insert(at, delay);
    }
    delays
}
