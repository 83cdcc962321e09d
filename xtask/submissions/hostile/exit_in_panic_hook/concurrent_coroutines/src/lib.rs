// Tries: to end the program whenever something panics.
// Must not pass: finishes
// Says: (exit code 0)
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    std::panic::set_hook(Box::new(|_| std::process::exit(0)));
    panic!("{n} {max_delay}");
}
