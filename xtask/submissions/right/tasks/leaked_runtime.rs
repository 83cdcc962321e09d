//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use tokio::{
    runtime::{Builder, Runtime},
    task::JoinHandle,
};

/// Does what the task asks for.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let runtime: &'static Runtime = Box::leak(Box::new(
        Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap(),
    ));
    runtime.spawn(async move {
        let (sender, receiver) = tokio::sync::oneshot::channel();
        tokio::join!(
            async { sender.send(wait_random(max_delay).await).unwrap() },
            async { receiver.await.unwrap() }
        )
        .1
    })
}
