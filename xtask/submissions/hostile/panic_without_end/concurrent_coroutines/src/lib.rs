// Tries: to panic again and again where nobody sees it.
// Must not pass: finishes
// Says: computes without end
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    std::panic::set_hook(Box::new(|_| {}));
    loop {
        let _ = std::panic::catch_unwind(|| panic!("{n} {max_delay}"));
    }
}
