//! A future that is written by hand.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::{Sleep, sleep};

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// A wait that knows its delay.
pub struct RandomWait {
    max_delay: u32,
    running: Option<(f64, Pin<Box<Sleep>>)>,
}

impl Future for RandomWait {
    type Output = f64;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<f64> {
        let limit = f64::from(self.max_delay);
        let (delay, sleep) = self.running.get_or_insert_with(|| {
            let delay = rand::random_range(0.0..=limit);
            (delay, Box::pin(sleep(Duration::from_secs_f64(delay))))
        });
        ready!(sleep.as_mut().poll(cx));
        Poll::Ready(*delay)
    }
}

/// Makes a wait of at most `max_delay` seconds.
pub fn wait_random(max_delay: u32) -> RandomWait {
    RandomWait {
        max_delay,
        running: None,
    }
}
