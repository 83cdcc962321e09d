// Tries: to go on with waits when the call has returned.
// Must not pass: returns_all_delays
//! Several tasks at once.

/// Waits several times at once.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    for _ in 0..n {
        drop(tasks::task_wait_random(max_delay));
    }
    vec![0.0; n]
}
