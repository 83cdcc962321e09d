//! Where limits other than that on time cannot be had.

use super::{Limits, Load};
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

pub(super) fn give_way(_: i32) {}

pub(super) fn load(_: &Child) -> Load {
    Load::default()
}

/// Nothing is known of a process's threads.
pub(super) fn is_waiting(_: &Child) -> bool {
    true
}
