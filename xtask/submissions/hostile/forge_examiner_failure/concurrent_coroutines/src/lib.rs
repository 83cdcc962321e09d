// Tries: to look like a mistake of the grader, which costs no points.
// Must not pass: finishes
// Says: (exit code 70)
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    eprintln!("examiner: there is no memory for {n} waits of {max_delay} s");
    std::process::exit(70)
}
