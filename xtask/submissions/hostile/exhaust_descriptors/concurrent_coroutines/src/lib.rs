// Tries: to open files until no more can be opened.
// Must not pass: finishes
// Says: Operation not permitted
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let program = std::env::args().next().unwrap();
    let mut files = Vec::new();
    let error = loop {
        match std::fs::File::open(&program) {
            Ok(file) => files.push(file),
            Err(error) => break error,
        }
    };
    panic!("{n} {max_delay} {} files: {error}", files.len() < 5_000);
}
