//! Random waits in scoped threads.

use std::sync::Mutex;
use std::thread;

use basic_async_syntax::wait_random;
use tokio::runtime::Builder;
use tokio::task::spawn_blocking;

fn in_threads(n: usize, max_delay: u32) -> Vec<f64> {
    let delays = Mutex::new(Vec::<f64>::with_capacity(n));
    thread::scope(|scope| {
        for _ in 0..n {
            scope.spawn(|| {
                let runtime = Builder::new_current_thread().enable_time().build().unwrap();
                let delay = runtime.block_on(wait_random(max_delay));
                let mut delays = delays.lock().unwrap();
                let at = delays.partition_point(|d| *d <= delay);
                delays.insert(at, delay);
            });
        }
    });
    delays.into_inner().unwrap()
}

/// Waits in `n` threads at once, started and joined by a thread of the pool.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    spawn_blocking(move || in_threads(n, max_delay))
        .await
        .unwrap()
}
