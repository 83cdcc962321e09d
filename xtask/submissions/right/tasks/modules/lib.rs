//! Random waits as tasks, in modules.

mod spawning;

pub use crate::spawning::task::task_wait_random;
