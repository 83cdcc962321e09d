// Tries: to panic with values that make trouble when they are dropped.
// Must not pass: finishes
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let _ = (n, max_delay);
    std::panic::panic_any(Trouble)
}

struct Trouble;

impl Drop for Trouble {
    fn drop(&mut self) {
        std::panic::panic_any(Trouble)
    }
}
