// Tries: to take the solution of another submission as a module.
// Must not pass: compiles
// Says: Permission denied
//! Several waits at once.

#[path = "/tmp/hostile-canary/other/concurrent_coroutines/src/lib.rs"]
mod other;

pub use other::wait_n;
