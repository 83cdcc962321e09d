//! Random waits as tasks that answer through a channel.

use basic_async_syntax::wait_random;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Spawns a task that receives its delay from the wait beside it.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    tokio::spawn(async move {
        let (sender, receiver) = oneshot::channel();
        let wait = async move {
            let _ = sender.send(wait_random(max_delay).await);
        };
        let ((), delay) = tokio::join!(wait, receiver);
        delay.expect("the wait sends its delay")
    })
}
