//! A task of the course, solved in its own way.

use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::{
    sync::{LazyLock, Mutex},
    time::{Duration, SystemTime},
};
use tokio::time::sleep;

/// Does what the task asks for.
pub const DEFAULT_MAX_DELAY: u32 = 10;

static GENERATOR: LazyLock<Mutex<StdRng>> = LazyLock::new(|| {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    Mutex::new(StdRng::seed_from_u64(
        now.map_or(0, |now| now.as_nanos() as u64),
    ))
});

/// Does what the task asks for.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = GENERATOR
        .lock()
        .unwrap()
        .random_range(0.0..=f64::from(max_delay));
    sleep(Duration::from_secs_f64(delay)).await;
    delay
}
