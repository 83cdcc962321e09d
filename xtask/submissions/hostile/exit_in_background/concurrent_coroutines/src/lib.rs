// Tries: to return nothing of use, and to end the program before anybody looks.
// Must not pass: finishes
// Says: (exit code 0)
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    std::thread::spawn(|| std::process::exit(0));
    std::thread::sleep(std::time::Duration::from_millis(100));
    vec![f64::from(max_delay); n]
}
