//! A task of the course, solved in its own way.

use futures::future::{BoxFuture, FutureExt};
use std::time::Duration;
use tokio::time::interval;

/// Does what the task asks for.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Does what the task asks for.
pub fn wait_random(max_delay: u32) -> BoxFuture<'static, f64> {
    async move {
        let delay = rand::random_range(0.0..=f64::from(max_delay));
        if delay > 0.0 {
            let mut ticks = interval(Duration::from_secs_f64(delay));
            ticks.tick().await;
            ticks.tick().await;
        }
        delay
    }
    .boxed()
}
