//! Systems on which only time can be limited.

use super::{Limits, Usage};
use anyhow::Result;
use std::process::Child;

#[expect(clippy::unnecessary_wraps, reason = "as on Linux")]
pub(super) fn ensure_possible() -> Result<()> {
    Ok(())
}

pub(super) fn limit(_: &Child, _: &Limits) -> Result<()> {
    Ok(())
}

pub(super) fn resident(_: &Child) -> Option<u64> {
    None
}

pub(super) fn set_nice(_: i32) {}

pub(super) fn usage(_: &Child) -> Usage {
    Usage::default()
}

/// Nothing is known about the threads of a process.
pub(super) fn is_waiting(_: &Child) -> bool {
    true
}
