// Tries: to measure on a clock that jumps ahead.
// Must not pass: compiles
// Says: start_paused
//! Measures how long waits take.

/// Measures the time of several waits.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    runtime.block_on(async {
        let begun = tokio::time::Instant::now();
        concurrent_coroutines::wait_n(n, max_delay).await;
        begun.elapsed().as_secs_f64() / n as f64
    })
}
