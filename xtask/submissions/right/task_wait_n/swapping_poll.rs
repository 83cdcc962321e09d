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
    let mut list = vec![0.0; n];
    let mut done = 0;
    poll_fn(|cx| {
        loop {
            let before = done;
            for i in 0..n {
                if i < done {
                    continue;
                }
                if let Poll::Ready(delay) = Pin::new(&mut tasks[i]).poll(cx) {
                    list[done] = delay.unwrap();
                    tasks.swap(i, done);
                    done += 1;
                }
            }
            if done == n {
                return Poll::Ready(());
            }
            if done == before {
                return Poll::Pending;
            }
        }
    })
    .await;
    list
}
