// Tries: the same with a declaration, by another name and in a function.
// Must not pass: compiles
// Beside it: references
// Says: concurrent_coroutines
//! Several tasks at once.

/// Waits several times at once.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    extern crate concurrent_coroutines as other;
    other::wait_n(n, max_delay).await
}
