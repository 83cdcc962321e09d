//! Generic code of libraries, compiled here once and optimized for this crate's wait. The compiler reuses it for
//! learners' crates. Nothing here is ever called.

use super::wait_n;
use tokio::runtime::Runtime;

/// Runs the future, because the compiler compiles a future's code where it is run.
pub fn drive(runtime: &Runtime) -> usize {
    driven(runtime, wait_n(0, 0)).len()
}

fn driven<F: Future>(runtime: &Runtime, future: F) -> F::Output {
    runtime.block_on(future)
}
