//! A task of the course, solved in its own way.

use std::{
    future::{Future, IntoFuture},
    pin::Pin,
    time::Duration,
};

/// Does what the task asks for.
pub const DEFAULT_MAX_DELAY: u32 = 10;

struct Nap(u32);

impl IntoFuture for Nap {
    type Output = f64;
    type IntoFuture = Pin<Box<dyn Future<Output = f64>>>;
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let delay = rand::random_range(0.0..=f64::from(self.0));
            tokio::time::sleep(Duration::from_secs_f64(delay)).await;
            delay
        })
    }
}

/// Does what the task asks for.
pub fn wait_random(max_delay: u32) -> impl IntoFuture<Output = f64> {
    Nap(max_delay)
}
