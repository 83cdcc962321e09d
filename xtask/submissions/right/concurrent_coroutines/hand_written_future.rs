//! Random waits in a future that is written by hand.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use basic_async_syntax::wait_random;

/// All the waits that still run, and the delays of those that have ended.
pub struct WaitAll {
    running: Vec<Pin<Box<dyn Future<Output = f64> + Send>>>,
    ended: Vec<f64>,
}

impl Future for WaitAll {
    type Output = Vec<f64>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Vec<f64>> {
        let this = self.get_mut();
        let mut i = 0;
        while i < this.running.len() {
            match this.running[i].as_mut().poll(cx) {
                Poll::Ready(delay) => {
                    drop(this.running.swap_remove(i));
                    let at = this.ended.partition_point(|d| *d <= delay);
                    this.ended.insert(at, delay);
                }
                Poll::Pending => i += 1,
            }
        }
        if this.running.is_empty() {
            Poll::Ready(std::mem::take(&mut this.ended))
        } else {
            Poll::Pending
        }
    }
}

/// Makes a future of `n` waits that run at the same time.
pub fn wait_n(n: usize, max_delay: u32) -> WaitAll {
    let mut running: Vec<Pin<Box<dyn Future<Output = f64> + Send>>> = Vec::with_capacity(n);
    for _ in 0..n {
        running.push(Box::pin(wait_random(max_delay)));
    }
    WaitAll {
        running,
        ended: Vec::with_capacity(n),
    }
}
