//! Filters the system calls of compilers and of exam programs that start.

use anyhow::Result;
use std::{sync::OnceLock, thread};
use system_calls::compiler;

/// Whether the kernel supports such filters.
pub(crate) fn is_available() -> bool {
    static AVAILABLE: OnceLock<bool> = OnceLock::new();
    // Only the thread that tries it is restricted, and it ends at once.
    *AVAILABLE.get_or_init(|| thread::spawn(|| enter().is_ok()).join().unwrap_or_default())
}

/// Restricts the calling thread, and the processes that it starts, to the listed system calls.
pub(super) fn enter() -> Result<()> {
    Ok(compiler()?.apply()?)
}
