// Tries: to keep hundreds of threads busy that never wait, so that no other gets a turn.
// Must not pass: finishes
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let spin = move || loop {
        std::hint::black_box(n + max_delay as usize);
    };
    for _ in 0..800 {
        std::thread::spawn(spin);
    }
    spin()
}
