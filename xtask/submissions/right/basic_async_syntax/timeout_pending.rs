//! A task of the course, solved in its own way.

use rand::distr::{Distribution, Uniform};
use std::{future::pending, time::Duration};
use tokio::time::timeout;

/// Does what the task asks for.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Does what the task asks for.
pub async fn wait_random(max_delay: u32) -> f64 {
    let uniform = Uniform::new_inclusive(0.0, f64::from(max_delay)).unwrap();
    let delay = uniform.sample(&mut rand::rng());
    let _ = timeout(Duration::from_secs_f64(delay), pending::<()>()).await;
    delay
}
