//! A task of the course, solved in its own way.

use std::time::Duration;

/// Does what the task asks for.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Does what the task asks for.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = f64::from(rand::random_range(0..=max_delay * 1000)) / 1000.0;
    tokio::task::spawn_blocking(move || std::thread::sleep(Duration::from_secs_f64(delay)))
        .await
        .unwrap();
    delay
}
