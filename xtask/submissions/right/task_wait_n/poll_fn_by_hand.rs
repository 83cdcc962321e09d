//! Random waits as tasks, polled by hand.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use tasks::task_wait_random;

/// Starts `n` tasks and polls those that run until there are none.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut tasks: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut delays = Vec::with_capacity(n);
    poll_fn(move |cx| {
        tasks.retain_mut(|task| match Pin::new(task).poll(cx) {
            Poll::Ready(delay) => {
                delays.push(delay.unwrap());
                false
            }
            Poll::Pending => true,
        });
        match tasks.len() {
            0 => Poll::Ready(std::mem::take(&mut delays)),
            _ => Poll::Pending,
        }
    })
    .await
}
