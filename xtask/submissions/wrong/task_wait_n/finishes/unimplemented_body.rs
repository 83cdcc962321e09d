//! Several tasks at once.

/// Runs `n` tasks at the same time and returns their delays in ascending order.
pub async fn task_wait_n(_n: usize, _max_delay: u32) -> Vec<f64> {
    unimplemented!()
}
