//! A task of the course, solved in its own way.

use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Does what the task asks for.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Does what the task asks for.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    let end = Instant::now() + Duration::from_secs_f64(delay);
    while Instant::now() < end {
        sleep(Duration::from_millis(1)).await;
    }
    delay
}
