//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use futures::{StreamExt, channel::oneshot, stream::FuturesUnordered};
use std::thread;
use tokio::runtime::Builder;

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (sender, receiver) = oneshot::channel();
    thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let delays = runtime.block_on(async move {
            let waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
            waits.collect::<Vec<_>>().await
        });
        sender.send(delays).unwrap();
    });
    receiver.await.unwrap()
}
