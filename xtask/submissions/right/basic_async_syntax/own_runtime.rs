//! A task of the course, solved in its own way.

use std::{sync::OnceLock, time::Duration};
use tokio::{
    runtime::{Builder, Runtime},
    time::sleep,
};

/// Does what the task asks for.
pub const DEFAULT_MAX_DELAY: u32 = 10;

static RUNTIME: OnceLock<Runtime> = OnceLock::new();

/// Does what the task asks for.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    RUNTIME
        .get_or_init(|| {
            Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()
                .unwrap()
        })
        .spawn(async move { sleep(Duration::from_secs_f64(delay)).await })
        .await
        .unwrap();
    delay
}
