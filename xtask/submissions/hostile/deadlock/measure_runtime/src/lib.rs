// Tries: to lock twice what can be locked once.
// Must not pass: finishes
// Says: waits for something that never happens
//! Measures how long waits take.

use std::sync::Mutex;

static LOCK: Mutex<usize> = Mutex::new(0);

/// Measures the time of several waits.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let mut first = LOCK.lock().unwrap();
    *first += n;
    let second = LOCK.lock().unwrap();
    *second as f64 + f64::from(max_delay)
}
