//! Refuses system calls that compiling a learner's code, and starting it, never needs.

use anyhow::Result;
use std::{sync::OnceLock, thread};
use system_calls::compiler;

/// Whether the kernel takes such filters.
pub(crate) fn is_available() -> bool {
    static AVAILABLE: OnceLock<bool> = OnceLock::new();
    // A thread that has entered may end; nothing else is changed.
    *AVAILABLE.get_or_init(|| thread::spawn(|| enter().is_ok()).join().unwrap_or_default())
}

/// Refuses what is not needed to the calling thread and to what it starts.
pub(super) fn enter() -> Result<()> {
    Ok(compiler()?.apply()?)
}
