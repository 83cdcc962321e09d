// Tries: to show the grader's environment, while it is compiled and when it runs.
// Must not pass: finishes
// Says: seen: [None, None, None, None, None] []
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let compiled = [
        option_env!("PATH"),
        option_env!("HOME"),
        option_env!("TMPDIR"),
        option_env!("CARGO_HOME"),
        option_env!("HOSTILE_CANARY"),
    ];
    let seen: Vec<_> = std::env::vars().filter(|(name, _)| name != "TOKIO_WORKER_THREADS").collect();
    panic!("{n} {max_delay} seen: {compiled:?} {seen:?}");
}
