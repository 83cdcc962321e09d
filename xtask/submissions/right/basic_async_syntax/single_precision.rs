//! A task of the course, solved in its own way.

use std::time::Duration;

/// Does what the task asks for.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Does what the task asks for.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = f64::from(rand::random_range(0.0..=max_delay as f32));
    tokio::time::sleep(Duration::from_secs_f64(delay)).await;
    delay
}
