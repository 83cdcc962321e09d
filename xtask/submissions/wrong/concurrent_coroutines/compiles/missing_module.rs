//! Concurrent random waits.

mod waiting;

pub use waiting::wait_n;
