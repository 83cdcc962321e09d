//! Random waits, put together from modules.

mod limits {
    pub const DEFAULT_MAX_DELAY: u32 = 10;
}

mod waiting {
    use std::time::Duration;

    /// Waits for a random delay and gives it back.
    pub async fn wait_random(max_delay: u32) -> f64 {
        let delay = rand::random_range(0.0..=f64::from(max_delay));
        tokio::time::sleep(Duration::from_secs_f64(delay)).await;
        delay
    }
}

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = limits::DEFAULT_MAX_DELAY;

pub use waiting::wait_random;
