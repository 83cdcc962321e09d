//! Writes files atomically.

use anyhow::{Context, Result};
use std::{io::Write, path::Path};

/// The prefix of the names of files that are being written, or whose writing was interrupted.
pub const TEMPORARY_PREFIX: &str = ".writing-";

/// Writes a file completely or not at all, even if others read or write it at the same time.
///
/// # Errors
/// Fails if it cannot be written. The old file then stays as it was.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    write_atomically_with_prefix(path, bytes, TEMPORARY_PREFIX)
}

/// Like [`write_atomically`]. The temporary file in the same folder has a name that begins with `prefix`.
///
/// # Errors
/// Fails if it cannot be written. The old file then stays as it was.
pub fn write_atomically_with_prefix(path: &Path, bytes: &[u8], prefix: &str) -> Result<()> {
    let write = || -> Result<()> {
        let folder = path.parent().context("it has no folder")?;
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::{fs::Permissions, os::unix::fs::PermissionsExt};
            // The user's umask applies, as for every new file.
            builder.permissions(Permissions::from_mode(0o666));
        }
        let mut file = builder.prefix(prefix).tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}
