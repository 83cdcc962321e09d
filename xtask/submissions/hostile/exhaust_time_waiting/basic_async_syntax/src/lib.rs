// Tries: to wait for what never comes.
// Must not pass: finishes
// Says: waits for something that never happens
//! A random wait.

/// The longest delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits a random time.
pub async fn wait_random(max_delay: u32) -> f64 {
    std::future::pending::<()>().await;
    f64::from(max_delay)
}
