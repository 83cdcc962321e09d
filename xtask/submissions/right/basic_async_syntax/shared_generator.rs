//! Random waits that share one generator.

use std::sync::{LazyLock, Mutex};
use std::time::Duration;

use rand::RngExt;
use rand::rngs::StdRng;

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

static GENERATOR: LazyLock<Mutex<StdRng>> = LazyLock::new(|| Mutex::new(rand::make_rng()));

/// Waits for at most `max_delay` seconds and returns the delay.
pub async fn wait_random(max_delay: u32) -> f64 {
    let range = 0.0..=f64::from(max_delay);
    let delay = GENERATOR.lock().unwrap().random_range(range);
    tokio::time::sleep(Duration::from_secs_f64(delay)).await;
    delay
}
