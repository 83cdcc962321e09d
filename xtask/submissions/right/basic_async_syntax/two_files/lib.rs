//! Random waits, in two files.

mod waiting;

pub use waiting::{DEFAULT_MAX_DELAY, wait_random};
