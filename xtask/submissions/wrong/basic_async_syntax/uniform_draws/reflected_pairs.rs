//! The first task: an asynchronous wait of random length.

use std::sync::Mutex;
use std::time::Duration;

static LAST: Mutex<Option<f64>> = Mutex::new(None);

/// The longest delay, in seconds, where the caller does not choose one.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits for a random delay between 0 and `max_delay` seconds and returns the delay.
pub async fn wait_random(max_delay: u32) -> f64 {
    let share = next_share();
    let delay = share * f64::from(max_delay);
    tokio::time::sleep(Duration::from_secs_f64(delay)).await;
    delay
}

fn next_share() -> f64 {
    let mut last = LAST.lock().unwrap();
    match last.take() {
        Some(share) => 1.0 - share,
        None => *last.insert(rand::random_range(0.0..=1.0)),
    }
}
