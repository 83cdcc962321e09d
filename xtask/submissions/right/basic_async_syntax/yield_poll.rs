//! A task of the course, solved in its own way.

use std::time::{Duration, Instant};

/// Does what the task asks for.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Does what the task asks for.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    let start = Instant::now();
    let length = Duration::from_secs_f64(delay);
    while start.elapsed() < length {
        tokio::task::yield_now().await;
    }
    delay
}
