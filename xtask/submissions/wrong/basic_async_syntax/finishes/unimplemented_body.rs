//! The basics of async.

/// The delay limit that is used when there is no other, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits for a random delay between 0 and `max_delay` seconds and returns it.
pub async fn wait_random(_max_delay: u32) -> f64 {
    unimplemented!("this comes next")
}
