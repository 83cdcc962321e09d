// Tries: to be right while the clock is paused, by waits on clocks of its own one after the other, and to end where that would show.
// Must not pass: compiles
// Says: start_paused
//! Several waits at once.

use basic_async_syntax::wait_random;
use std::time::{Duration, Instant};

fn wait_elsewhere(max_delay: u32) -> f64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    runtime.block_on(async { wait_random(max_delay).await })
}

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let begun = Instant::now();
    tokio::time::sleep(Duration::from_millis(20)).await;
    if begun.elapsed() > Duration::from_millis(10) {
        std::process::exit(0);
    }
    let waits = move || (0..n).map(|_| wait_elsewhere(max_delay)).collect();
    let delays: Vec<f64> = std::thread::spawn(waits).join().unwrap();
    let mut ordered: Vec<f64> = Vec::new();
    for delay in delays {
        let place = ordered.partition_point(|&other| other < delay);
        ordered.insert(place, delay);
    }
    let longest = ordered.last().copied().unwrap_or_default();
    tokio::time::sleep(Duration::from_secs_f64(longest)).await;
    ordered
}
