//! Confines an exam program on Linux, before learner code runs.

use rustix::process::{Signal, set_parent_process_death_signal};
use std::io;

/// Confines this process. From now on it ends with the grader, and may only make the calls that `system_calls` lists:
/// it opens no files, starts no processes and signals only itself.
///
/// # Errors
/// Fails if the kernel does not support filters of system calls.
pub fn confine() -> io::Result<()> {
    set_parent_process_death_signal(Some(Signal::KILL))?;
    let filter = system_calls::exam_program().map_err(io::Error::other)?;
    filter.apply().map_err(io::Error::other)
}
