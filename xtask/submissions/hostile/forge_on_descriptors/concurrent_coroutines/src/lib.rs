// Tries: to write a result to every open descriptor, and to end.
// Must not pass: finishes, runs_concurrently, ascending_order
// Says: (exit code 33)
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    use std::{fs::OpenOptions, io::Write};
    let frame = [vec![17, 0, 0, 0], vec![n as u8 + max_delay as u8; 17]].concat();
    let mut written = 0;
    // The first two are /dev/null.
    for number in 2..512 {
        for folder in ["/proc/self/fd", "/dev/fd", "/proc/thread-self/fd"] {
            if let Ok(mut file) = OpenOptions::new().write(true).open(format!("{folder}/{number}")) {
                written += usize::from(file.write_all(&frame).is_ok());
            }
        }
    }
    std::process::exit(if written == 0 { 33 } else { 0 })
}
