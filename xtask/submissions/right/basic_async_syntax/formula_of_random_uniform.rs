//! Random waits by the formula of Python's `random.uniform`.

use std::time::Duration;

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

fn uniform(a: f64, b: f64) -> f64 {
    a + (b - a) * rand::random::<f64>()
}

/// Waits between 0 and `max_delay` seconds.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = uniform(0.0, max_delay as f64);
    tokio::time::sleep(Duration::from_secs_f64(delay)).await;
    delay
}
