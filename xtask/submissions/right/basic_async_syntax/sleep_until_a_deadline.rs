//! Random waits up to a deadline.

use std::time::Duration;

use rand::distr::{Distribution, Uniform};
use tokio::time::{Instant, sleep_until};

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits until a random deadline, at most `max_delay` seconds away.
pub async fn wait_random(max_delay: u32) -> f64 {
    let start = Instant::now();
    let range = Uniform::new_inclusive(0.0, f64::from(max_delay)).expect("the range is not empty");
    let delay = range.sample(&mut rand::rng());
    sleep_until(start + Duration::from_secs_f64(delay)).await;
    delay
}
