// Tries: to block the thread for an hour.
// Must not pass: returns_at_once
// Says: took 3600 s to return
//! A wait as a task.

/// Starts a wait.
pub fn task_wait_random(max_delay: u32) -> tokio::task::JoinHandle<f64> {
    std::thread::sleep(std::time::Duration::from_secs(3_600));
    tokio::spawn(basic_async_syntax::wait_random(max_delay))
}
