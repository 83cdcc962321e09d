//! A task of the course, solved in its own way.

use rand::RngExt;
use std::time::Duration;
use tokio::time::sleep;

/// Does what the task asks for.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Does what the task asks for.
pub async fn wait_random(max_delay: u32) -> f64 {
    let mut rng = rand::rng();
    let delay = rng.random_range(0.0..=max_delay.into());
    sleep(Duration::from_secs_f64(delay)).await;
    let _: bool = rng.random();
    delay
}
