#![doc = "Random waits, documented by attributes."]

use std::time::Duration;

#[doc = "The usual maximum of a delay, in seconds."]
pub const DEFAULT_MAX_DELAY: u32 = 10;

#[doc = "Waits for a random delay."]
#[doc = ""]
#[doc = "The delay is returned, in seconds."]
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    tokio::time::sleep(Duration::from_secs_f64(delay)).await;
    delay
}
