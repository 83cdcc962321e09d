// Tries: to call itself without end.
// Must not pass: finishes
// Says: overflowed the stack
//! Several tasks at once.

fn deep(n: usize) -> f64 {
    if n == usize::MAX {
        0.0
    } else {
        deep(n + 1) + 1.0
    }
}

/// Waits several times at once.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    vec![deep(n + max_delay as usize)]
}
