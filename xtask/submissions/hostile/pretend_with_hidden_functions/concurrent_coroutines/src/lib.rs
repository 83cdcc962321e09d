// Tries: to call what the stand-in has for the compiler's sake.
// Must not pass: calls_wait_random
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let runtime = std::thread::spawn(|| tokio::runtime::Runtime::new().unwrap()).join().unwrap();
    let drive = move || {
        let mut set = tokio::task::JoinSet::new();
        let mut keys = std::collections::BTreeSet::new();
        basic_async_syntax::common::drive(&runtime, &mut set, &mut keys);
    };
    std::thread::spawn(drive).join().unwrap();
    vec![f64::from(max_delay); n]
}
