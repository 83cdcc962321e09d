// Tries: to fill what is kept of its errors, with panics of many threads.
// Must not pass: finishes
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let text = "!".repeat(1 << 16);
    let complain = move || loop {
        let text = text.clone();
        let _ = std::panic::catch_unwind(move || panic!("{n} {max_delay} {text}"));
    };
    for _ in 0..8 {
        std::thread::spawn(complain.clone());
    }
    complain()
}
