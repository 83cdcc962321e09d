//! Coroutines joined by two.

use basic_async_syntax::wait_random;

fn place(delays: &mut Vec<f64>, delay: f64) {
    let at = delays.partition_point(|d| *d <= delay);
    delays.insert(at, delay);
}

/// Waits `n` times, two waits at the same time.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut delays = Vec::new();
    for _ in 0..n / 2 {
        let (first, second) = tokio::join!(wait_random(max_delay), wait_random(max_delay));
        place(&mut delays, first);
        place(&mut delays, second);
    }
    if n % 2 == 1 {
        place(&mut delays, wait_random(max_delay).await);
    }
    delays
}
