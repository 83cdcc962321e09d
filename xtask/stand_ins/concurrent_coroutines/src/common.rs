//! Generic code of libraries, compiled here once for this crate's wait, with optimization: the compiler takes it
//! from here instead of compiling it again for each learner's crate. Nothing here is ever called.

use super::wait_n;
use tokio::runtime::Runtime;

/// A future's code is compiled where it is driven.
pub fn drive(runtime: &Runtime) -> usize {
    driven(runtime, wait_n(0, 0)).len()
}

fn driven<F: Future>(runtime: &Runtime, future: F) -> F::Output {
    runtime.block_on(future)
}
