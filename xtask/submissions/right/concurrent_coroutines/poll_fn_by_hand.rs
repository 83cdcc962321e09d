//! Random waits, polled by hand.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

use basic_async_syntax::wait_random;

/// Polls every wait that has not ended yet, each time that one wakes the task.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut waits: Vec<Pin<Box<_>>> = (0..n).map(|_| Box::pin(wait_random(max_delay))).collect();
    let mut delays: Vec<f64> = Vec::with_capacity(n);
    poll_fn(|cx| {
        waits.retain_mut(|wait| match wait.as_mut().poll(cx) {
            Poll::Ready(delay) => {
                let at = delays.partition_point(|d| *d <= delay);
                delays.insert(at, delay);
                false
            }
            Poll::Pending => true,
        });
        if waits.is_empty() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
    delays
}
