// Tries: to say more than anybody can read or keep.
// Must not pass: finishes
// Says: <b>
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    panic!("{}", "<b>".repeat(n * (max_delay as usize + 1) * 10_000));
}
