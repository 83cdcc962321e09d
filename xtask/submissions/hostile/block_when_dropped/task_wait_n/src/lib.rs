// Tries: to block for ever when it is dropped.
// Must not pass: finishes
// Says: waits for something that never happens
//! Several tasks at once.

struct Blocks;

impl Drop for Blocks {
    fn drop(&mut self) {
        loop {
            std::thread::park();
        }
    }
}

/// Waits several times at once.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let _blocks = Blocks;
    vec![f64::from(max_delay); n]
}
