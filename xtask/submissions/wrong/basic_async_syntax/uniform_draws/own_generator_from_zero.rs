//! The basics of async.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::time::sleep;

/// The delay limit that is used when there is no other, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

static STATE: AtomicU32 = AtomicU32::new(1);

fn next() -> u32 {
    let step = |state: u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
    STATE
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, step)
        .unwrap_or(0)
}

/// Waits for a random delay between 0 and `max_delay` seconds and returns it.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = f64::from(next()) / f64::from(u32::MAX) * f64::from(max_delay);
    sleep(Duration::from_secs_f64(delay)).await;
    delay
}
