//! A timer made of a thread and a waker.

use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

/// The usual maximum of a delay, in seconds.
pub const DEFAULT_MAX_DELAY: u32 = 10;

#[derive(Default)]
struct Timer {
    done: bool,
    waker: Option<Waker>,
}

/// Waits until a thread has slept for a random time of at most `max_delay` seconds.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    let timer = Arc::new(Mutex::new(Timer::default()));
    let in_thread = Arc::clone(&timer);
    thread::spawn(move || {
        thread::sleep(Duration::from_secs_f64(delay));
        let mut timer = in_thread.lock().unwrap();
        timer.done = true;
        if let Some(waker) = timer.waker.take() {
            waker.wake();
        }
    });
    poll_fn(move |cx| {
        let mut timer = timer.lock().unwrap();
        if timer.done {
            return Poll::Ready(());
        }
        timer.waker = Some(cx.waker().clone());
        Poll::Pending
    })
    .await;
    delay
}
