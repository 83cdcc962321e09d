//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use std::{
    future::{Future, poll_fn},
    task::Poll,
};

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut waits: Vec<_> = (0..n)
        .map(|_| Some(Box::pin(wait_random(max_delay))))
        .collect();
    let mut delays = vec![0.0; n];
    let mut done = 0;
    poll_fn(|cx| {
        loop {
            let before = done;
            for slot in waits.iter_mut() {
                let Some(wait) = slot else { continue };
                if let Poll::Ready(delay) = wait.as_mut().poll(cx) {
                    *slot = None;
                    delays[done] = delay;
                    done += 1;
                    for place in (1..done).rev() {
                        if delays[place] < delays[place - 1] {
                            delays.swap(place, place - 1);
                        }
                    }
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
    delays
}
