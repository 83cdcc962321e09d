// Tries: to wait on a clock of its own that jumps ahead.
// Must not pass: compiles
// Says: start_paused
//! Several waits at once.

use basic_async_syntax::wait_random;
use tokio::{runtime::Builder, task::JoinSet};

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let waits = move || {
        let runtime = Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let mut waits = JoinSet::new();
            for _ in 0..n {
                waits.spawn(wait_random(max_delay));
            }
            let mut delays = Vec::new();
            while let Some(Ok(delay)) = waits.join_next().await {
                delays.push(delay);
            }
            delays
        })
    };
    let delays = std::thread::spawn(waits).join().unwrap();
    // Now that they are known, it takes as long as it should.
    let longest = delays.last().copied().unwrap_or_default();
    tokio::time::sleep(std::time::Duration::from_secs_f64(longest)).await;
    delays
}
