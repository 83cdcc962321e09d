// Tries: to use the examiner, the protocol and the exam program as crates, which are linked with it.
// Must not pass: compiles
// Beside it: references
// Says: examiner
//! Several waits at once.

extern crate examiner;
extern crate protocol;
extern crate exam;

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    examiner::record::note(protocol::What::Over);
    vec![n as f64 + f64::from(max_delay)]
}
