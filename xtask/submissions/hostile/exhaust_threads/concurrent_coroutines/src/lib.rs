// Tries: to start threads until no more can be started.
// Must not pass: finishes
// Says: true threads: 
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut threads = 0;
    let error = loop {
        match std::thread::Builder::new().spawn(|| std::thread::sleep(std::time::Duration::from_secs(60))) {
            Ok(_) => threads += 1,
            Err(error) => break error,
        }
    };
    panic!("{n} {max_delay} {} threads: {error}", threads < 10_000);
}
