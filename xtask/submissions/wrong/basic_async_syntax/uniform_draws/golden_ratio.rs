//! A random delay that leaves the thread free while it lasts.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

static OFFSET: LazyLock<f64> = LazyLock::new(rand::random);
static CALLS: AtomicU32 = AtomicU32::new(0);

/// The longest delay, in seconds, where the caller does not choose one.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits for a random delay between 0 and `max_delay` seconds and returns the delay.
pub async fn wait_random(max_delay: u32) -> f64 {
    let step = f64::from(CALLS.fetch_add(1, Ordering::Relaxed)) * 0.618_033_988_749_894_9;
    let delay = (*OFFSET + step).fract() * f64::from(max_delay);
    tokio::time::sleep(Duration::from_secs_f64(delay)).await;
    delay
}
