// Tries: to wait with a module that has the name of the crate it should use.
// Must not pass: calls_wait_random
//! Several waits at once.

mod basic_async_syntax {
    pub async fn wait_random(max_delay: u32) -> f64 {
        let delay = rand::random_range(0.0..=f64::from(max_delay));
        tokio::time::sleep(std::time::Duration::from_secs_f64(delay)).await;
        delay
    }
}

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let waits = (0..n).map(|_| basic_async_syntax::wait_random(max_delay));
    let mut delays = futures::future::join_all(waits).await;
    delays.reverse();
    delays
}
