//! Random waits on a runtime of their own.

use std::time::Duration;

use tokio::runtime::Builder;
use tokio::sync::oneshot;

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits on another runtime, in another thread, for up to `max_delay` seconds.
pub async fn wait_random(max_delay: u32) -> f64 {
    let (done, end) = oneshot::channel();
    std::thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let delay = rand::random_range(0.0..=f64::from(max_delay));
            tokio::time::sleep(Duration::from_secs_f64(delay)).await;
            let _ = done.send(delay);
        });
    });
    end.await.unwrap()
}
