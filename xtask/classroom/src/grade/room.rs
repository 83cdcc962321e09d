//! Room on a disk.

use anyhow::{Context, Result};
use std::path::Path;

/// What has to be free while submissions are graded, in bytes: with less, what the compiler says is no verdict on
/// anybody.
pub(super) const RESERVE: u64 = 64 << 20;

/// What a submission takes while it is under way, in bytes, if it is large.
pub(super) const UNDER_WAY: u64 = 16 << 20;

/// Fails if fewer than so many bytes are free on the disk of a folder.
///
/// # Errors
/// Fails if so, or if that cannot be asked.
#[cfg(unix)]
pub(super) fn ensure(folder: &Path, needed: u64) -> Result<()> {
    let room = rustix::fs::statvfs(folder)
        .map(|status| status.f_bavail.saturating_mul(status.f_frsize))
        .with_context(|| format!("cannot ask for the free space of {}", folder.display()))?;
    anyhow::ensure!(
        room >= needed,
        "only {} MB are free on the disk of {}, and grading needs {} MB",
        room >> 20,
        folder.display(),
        needed >> 20
    );
    Ok(())
}

/// Cannot be asked on this system.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as on other systems")]
pub fn ensure(_: &Path, _: u64) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn too_little_room_is_told_with_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        super::ensure(folder.path(), 0).unwrap();
        let error = super::ensure(folder.path(), u64::MAX)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(&folder.path().display().to_string()),
            "{error}"
        );
    }
}
