// Tries: to use more and more memory, a page at a time, and to wait for a moment after each.
// Must not pass: finishes
//! Several waits at once.

use std::time::Duration;

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    loop {
        vec![n as u8 + max_delay as u8 + 1; 1 << 12].leak();
        tokio::time::sleep(Duration::from_nanos(1)).await;
    }
}
