// Tries: to read from a pipe that it keeps open itself, on several threads, so that it waits in the kernel.
// Must not pass: finishes
//! Several waits at once.

use std::io::{Read, pipe};

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (reader, writer) = pipe().unwrap();
    for _ in 0..3 {
        let mut reader = reader.try_clone().unwrap();
        std::thread::spawn(move || reader.read(&mut [0]).unwrap());
    }
    let mut text = Vec::new();
    (&reader).read_to_end(&mut text).unwrap();
    drop(writer);
    vec![(text.len() + n + max_delay as usize) as f64]
}
