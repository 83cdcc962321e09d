//! Random waits with a generator that is seeded anew.

use std::time::Duration;

use rand::RngExt;
use rand::rngs::StdRng;

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits with a fresh generator for at most `max_delay` seconds.
pub async fn wait_random(max_delay: u32) -> f64 {
    let mut rng: StdRng = rand::make_rng();
    let delay = rng.random_range(0_f64..=max_delay.into());
    tokio::time::sleep(Duration::try_from_secs_f64(delay).unwrap()).await;
    delay
}
