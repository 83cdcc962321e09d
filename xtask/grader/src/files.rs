//! Files that are whole or not there.

use anyhow::{Context, Result};
use std::{io::Write, path::Path};

/// What the names of files begin with that are being written, or that nobody has finished.
pub const UNFINISHED: &str = ".writing-";

/// Writes a file whole or not at all, whoever reads or writes it at the same time.
///
/// # Errors
/// Fails if it cannot be written; then what was there before is still there.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    write_whole_by_way_of(path, bytes, UNFINISHED)
}

/// [`write_whole`], by way of a file in the same folder whose name begins with `prefix`.
///
/// # Errors
/// Fails if it cannot be written; then what was there before is still there.
pub fn write_whole_by_way_of(path: &Path, bytes: &[u8], prefix: &str) -> Result<()> {
    let write = || -> Result<()> {
        let folder = path.parent().context("it has no folder")?;
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::{fs::Permissions, os::unix::fs::PermissionsExt};
            // Less what the user's mask takes away, as with every new file.
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
