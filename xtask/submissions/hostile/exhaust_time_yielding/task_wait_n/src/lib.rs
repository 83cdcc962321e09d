// Tries: to let others go first, for ever.
// Must not pass: finishes
//! Several tasks at once.

/// Waits several times at once.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    while n < usize::MAX || max_delay == 1 {
        tokio::task::yield_now().await;
    }
    Vec::new()
}
