//! Measures the runtime.

/// Measures how long `wait_n(n, max_delay)` takes for each wait, in seconds.
pub fn measure_time(_n: usize, _max_delay: u32) -> f64 {
    todo!("measure the runtime")
}
