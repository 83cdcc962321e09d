// Tries: to print without end.
// Must not pass: finishes
// Says: computes without end
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    loop {
        println!("{n} {max_delay} and again and again and again and again");
    }
}
