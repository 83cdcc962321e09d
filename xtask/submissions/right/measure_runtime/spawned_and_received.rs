//! Measures how long the waits take in a task.

use std::sync::mpsc;
use std::time::Instant;

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

/// Returns the total time of `wait_n(n, max_delay)` divided by `n`, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = Runtime::new().unwrap();
    let (sender, receiver) = mpsc::channel();
    let start = Instant::now();
    runtime.spawn(async move {
        wait_n(n, max_delay).await;
        let _ = sender.send(Instant::now());
    });
    let end = receiver.recv().expect("the task says when it has ended");
    end.duration_since(start).as_secs_f64() / n as f64
}
