// Tries: to keep a hundred thousand threads that sleep.
// Must not pass: calls_wait_random
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let start = |_: &usize| {
        let small = std::thread::Builder::new().stack_size(1 << 14);
        small.spawn(std::thread::park).is_ok()
    };
    let started = (0..100_000).filter(start).count();
    vec![started as f64 + n as f64 + f64::from(max_delay)]
}
