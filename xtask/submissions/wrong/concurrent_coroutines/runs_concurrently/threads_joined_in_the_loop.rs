//! Waiting in threads.

use basic_async_syntax::wait_random;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

/// Waits in threads of the blocking pool.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut delays: Vec<f64> = Vec::new();
    for _ in 0..n {
        let handle = Handle::current();
        let thread = spawn_blocking(move || handle.block_on(wait_random(max_delay)));
        let delay = thread.await.unwrap();
        let at = delays.partition_point(|d| *d <= delay);
        delays.insert(at, delay);
    }
    delays
}
