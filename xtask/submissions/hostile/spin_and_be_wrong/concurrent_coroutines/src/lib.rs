// Tries: to keep the machine so busy that nobody can tell how wrong it is.
// Must not pass: runs_concurrently
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    for _ in 0..16 {
        std::thread::spawn(|| {
            loop {
                std::hint::spin_loop();
            }
        });
    }
    let mut delays: Vec<f64> = Vec::new();
    for _ in 0..n {
        let delay = basic_async_syntax::wait_random(max_delay).await;
        let place = delays.partition_point(|&other| other < delay);
        delays.insert(place, delay);
    }
    delays
}
