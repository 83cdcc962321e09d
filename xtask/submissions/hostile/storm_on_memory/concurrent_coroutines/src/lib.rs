// Tries: to use all memory before anybody looks, on many threads.
// Must not pass: finishes
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let fill = move || loop {
        vec![n as u8 + max_delay as u8 + 1; 1 << 26].leak();
    };
    for _ in 0..64 {
        std::thread::spawn(fill);
    }
    fill()
}
