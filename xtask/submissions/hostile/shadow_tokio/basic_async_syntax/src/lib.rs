// Tries: to sleep with a module that has the name of tokio, and does not sleep.
// Must not pass: waits_what_it_returns
//! A random wait.

mod tokio {
    pub mod time {
        pub async fn sleep(_: std::time::Duration) {}
    }
}

/// The longest delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits a random time.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    tokio::time::sleep(std::time::Duration::from_secs_f64(delay)).await;
    delay
}
