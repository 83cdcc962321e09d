// Tries: to push the exam's clock ahead, where that is possible.
// Must not pass: compiles
// Says: not found
//! Several waits at once.

use basic_async_syntax::wait_random;
use futures::FutureExt;
use std::{panic::AssertUnwindSafe, time::Duration};

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    std::panic::set_hook(Box::new(|_| {}));
    let mut delays = Vec::new();
    for _ in 0..n {
        let wait = wait_random(max_delay);
        let push = AssertUnwindSafe(tokio::time::advance(Duration::from_secs(1_000)));
        let _ = push.catch_unwind().await;
        delays.push(wait.await);
        let place = delays.partition_point(|&other| other < delays[delays.len() - 1]);
        let last = delays.pop().unwrap();
        delays.insert(place, last);
    }
    delays
}
