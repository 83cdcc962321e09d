//! A task of the course, solved in its own way.

use std::{
    future::{Future, poll_fn},
    pin::Pin,
    task::Poll,
};
use tasks::task_wait_random;

/// Does what the task asks for.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut tasks: Vec<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut list = Vec::with_capacity(n);
    poll_fn(move |cx| {
        tasks.retain_mut(|task| match Pin::new(task).poll(cx) {
            Poll::Ready(delay) => {
                list.push(delay.unwrap());
                false
            }
            Poll::Pending => true,
        });
        if tasks.is_empty() {
            Poll::Ready(std::mem::take(&mut list))
        } else {
            Poll::Pending
        }
    })
    .await
}
