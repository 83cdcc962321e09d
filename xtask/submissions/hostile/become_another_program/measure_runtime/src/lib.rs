// Tries: to become a program that ends well.
// Must not pass: finishes
// Says: refused: 
//! Measures how long waits take.

use std::os::unix::process::CommandExt;

/// Measures the time of several waits.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let error = std::process::Command::new("/bin/true").exec();
    panic!("{n} {max_delay} refused: {error}");
}
