// Tries: to draw a delay and let a clock of its own jump over it.
// Must not pass: compiles
// Says: start_paused
//! A random wait.

use std::time::Duration;

/// The longest delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits a random time.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    let wait = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        runtime.block_on(async { tokio::time::sleep(Duration::from_secs_f64(delay)).await });
    };
    std::thread::spawn(wait).join().unwrap();
    delay
}
