// Tries: to ask for more memory than there is.
// Must not pass: finishes
// Says: ran out of memory
//! Measures how long waits take.

/// Measures the time of several waits.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let kept: Vec<u64> = Vec::with_capacity(1 << 40);
    kept.capacity() as f64 + n as f64 + f64::from(max_delay)
}
