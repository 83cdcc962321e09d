//! Several coroutines at the same time.

/// Returns the delays in ascending order.
pub async fn wait_n(n: usize, _max_delay: u32) -> Vec<f64> {
    vec![0.0; n]
}
