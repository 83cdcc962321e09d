// Tries: to fill the disk with what it prints as errors.
// Must not pass: finishes
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    use std::{fs::File, io::Write, os::fd::AsFd};
    // Not through the standard library's lock, and as much at a time as it takes.
    let mut errors = File::from(std::io::stderr().as_fd().try_clone_to_owned().unwrap());
    let much = vec![b'!' + (n as u8 + max_delay as u8) % 64; 1 << 24];
    loop {
        let _ = errors.write_all(&much);
    }
}
