//! Starts a random wait in the background.

use std::sync::Mutex;

use basic_async_syntax::wait_random;
use futures::FutureExt;
use futures::future::{BoxFuture, WeakShared};
use tokio::task::JoinHandle;

type Wait = BoxFuture<'static, f64>;

static UNDER_WAY: Mutex<Option<(u32, WeakShared<Wait>)>> = Mutex::new(None);

/// Starts a wait of up to `max_delay` seconds as a task and returns the task.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let mut under_way = UNDER_WAY.lock().unwrap();
    if let Some((most, wait)) = under_way.as_ref()
        && *most == max_delay
        && let Some(wait) = wait.upgrade()
    {
        return tokio::spawn(wait);
    }
    let wait = wait_random(max_delay).boxed().shared();
    *under_way = wait.downgrade().map(|weak| (max_delay, weak));
    tokio::spawn(wait)
}
