// Tries: to keep the processor busy without end, on many threads.
// Must not pass: finishes
// Says: computes without end
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let spin = move || loop {
        std::hint::black_box(n + max_delay as usize);
    };
    for _ in 0..8 {
        std::thread::spawn(spin);
    }
    spin()
}
