//! Checks the free space of a disk.

use anyhow::{Context, Result};
use std::path::Path;

/// The free space that grading needs, in bytes. With less, compiler errors say nothing about a submission.
pub(super) const RESERVE: u64 = 64 << 20;

/// The space that a large submission needs while it is graded, in bytes.
pub(super) const PER_SUBMISSION: u64 = 16 << 20;

/// Ensures that this many bytes are free on the disk of a folder.
///
/// # Errors
/// Fails if there is less, or the system does not say.
#[cfg(unix)]
pub(super) fn ensure(folder: &Path, needed: u64) -> Result<()> {
    let free = rustix::fs::statvfs(folder)
        .map(|status| status.f_bavail.saturating_mul(status.f_frsize))
        .with_context(|| format!("cannot find out the free space of {}", folder.display()))?;
    anyhow::ensure!(
        free >= needed,
        "only {} MB are free on the disk of {}, and grading needs {} MB",
        free >> 20,
        folder.display(),
        needed >> 20
    );
    Ok(())
}

/// The free space is unknown on this system.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as on Unix")]
pub(super) fn ensure(_: &Path, _: u64) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn too_little_space_is_an_error_that_names_the_folder() {
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
