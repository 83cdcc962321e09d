// Tries: to use all memory.
// Must not pass: finishes
// Says: ran out of memory
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut kept: Vec<Vec<u8>> = Vec::new();
    while kept.len() < 100 * n + max_delay as usize {
        kept.push(vec![1; 1 << 24]);
    }
    vec![kept.len() as f64]
}
