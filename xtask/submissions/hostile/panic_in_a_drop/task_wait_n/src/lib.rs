// Tries: to panic while it panics.
// Must not pass: finishes
//! Several tasks at once.

struct Trouble(usize);

impl Drop for Trouble {
    fn drop(&mut self) {
        panic!("trouble {}", self.0);
    }
}

/// Waits several times at once.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let _trouble = Trouble(n);
    panic!("more trouble {max_delay}");
}
