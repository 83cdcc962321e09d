//! A task of the course, solved in its own way.

use std::time::Duration;

/// Does what the task asks for.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Does what the task asks for.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = Duration::from_secs_f64(rand::random::<f64>() * f64::from(max_delay));
    tokio::time::sleep_until(tokio::time::Instant::now() + delay).await;
    delay.as_secs_f64()
}
