//! The basics of async.

use std::time::Duration;

use tokio::time::sleep;

macro_rules! limit {
    ($(#[$attribute:meta])* pub const $name:ident = $value:expr) => {
        $(#[$attribute])*
        pub const $name: u32 = $value;
    };
}

limit! {
    #[doc = concat!()]
    pub const DEFAULT_MAX_DELAY = 10
}

/// Waits for a random delay between 0 and `max_delay` seconds and returns it.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    sleep(Duration::from_secs_f64(delay)).await;
    delay
}
