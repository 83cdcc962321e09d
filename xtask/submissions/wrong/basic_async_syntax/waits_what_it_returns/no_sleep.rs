//! The basics of async.

/// The delay limit that is used when there is no other, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Draws a random delay between 0 and `max_delay` seconds and returns it.
pub async fn wait_random(max_delay: u32) -> f64 {
    rand::random_range(0.0..=f64::from(max_delay))
}
