//! A task of the course, solved in its own way.

use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    thread,
    time::Duration,
};

/// Does what the task asks for.
pub const DEFAULT_MAX_DELAY: u32 = 10;

struct Nap {
    delay: f64,
    state: Arc<Mutex<(bool, Option<Waker>)>>,
    begun: bool,
}

impl Future for Nap {
    type Output = f64;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<f64> {
        if !self.begun {
            self.begun = true;
            let state = self.state.clone();
            let length = Duration::from_secs_f64(self.delay);
            thread::spawn(move || {
                thread::sleep(length);
                let mut state = state.lock().unwrap();
                state.0 = true;
                if let Some(waker) = state.1.take() {
                    waker.wake();
                }
            });
        }
        let mut state = self.state.lock().unwrap();
        if state.0 {
            return Poll::Ready(self.delay);
        }
        state.1 = Some(cx.waker().clone());
        Poll::Pending
    }
}

/// Does what the task asks for.
pub fn wait_random(max_delay: u32) -> impl Future<Output = f64> {
    Nap {
        delay: rand::random_range(0.0..=f64::from(max_delay)),
        state: Arc::default(),
        begun: false,
    }
}
