//! The spawning of tasks.

pub mod task;
