//! Random waits in a thread that reports back.

use std::thread;
use std::time::Duration;

use rand::RngExt;
use tokio::sync::oneshot;

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Lets a thread sleep for up to `max_delay` seconds and returns what it reports.
pub async fn wait_random(max_delay: u32) -> f64 {
    let (sender, receiver) = oneshot::channel();
    thread::spawn(move || {
        let delay = rand::rng().random_range(0.0..=f64::from(max_delay));
        thread::sleep(Duration::from_secs_f64(delay));
        let _ = sender.send(delay);
    });
    receiver.await.expect("the thread reports its delay")
}
