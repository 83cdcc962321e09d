//! What tests need that grade many solutions.

use grader::{
    compile::{self, Progress},
    grading::Grader,
    sandbox::Sandbox,
    workspace::Workspace,
};
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// A grader with all protections. What it needs is built if it is not there yet.
pub fn grader() -> Grader {
    let prebuilt = Workspace::find()
        .and_then(|workspace| compile::prepare(&workspace, Sandbox::Required, Progress::Stderr))
        .expect("the dependencies can be built");
    Grader::new(prebuilt)
}

/// Calls `work` with each number below `count`, several at the same time.
pub fn side_by_side(count: usize, work: impl Fn(usize) + Sync) {
    const THREADS: usize = 4;
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= count {
                        break;
                    }
                    work(index);
                }
            });
        }
    });
}
