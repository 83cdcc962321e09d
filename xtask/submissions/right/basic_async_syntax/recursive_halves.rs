//! A task of the course, solved in its own way.

use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// Does what the task asks for.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Does what the task asks for.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    let start = Instant::now();
    halves(start, delay, 6).await;
    sleep_until(start + Duration::from_secs_f64(delay)).await;
    delay
}

async fn halves(start: Instant, delay: f64, depth: u32) {
    if depth > 0 {
        Box::pin(halves(start, delay / 2.0, depth - 1)).await;
    }
    sleep_until(start + Duration::from_secs_f64(delay)).await;
}
