//! Files that are whole or not there.

use anyhow::{Context, Result};
use grader::output::visible_json;
use serde::Serialize;
use std::{fs, io::Write, path::Path};

/// Writes a file whole or not at all.
///
/// # Errors
/// Fails if it cannot be written; then what was there before is still there.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    write_whole_as(path, bytes, UNFINISHED)
}

/// Writes a file of JSON, in which text of others hides nothing, whole or not at all, by way of one whose name begins with `prefix` in the same folder.
///
/// # Errors
/// Fails if it cannot be written; then what was there before is still there.
pub fn write_json_as(path: &Path, value: &impl Serialize, prefix: &str) -> Result<()> {
    let text = serde_json::to_string_pretty(value)? + "\n";
    write_whole_as(path, visible_json(&text).as_bytes(), prefix)
}

/// What the names of files begin with that are being written, or that nobody has finished.
pub const UNFINISHED: &str = ".writing-";

/// Writes a file whole or not at all, by way of one whose name begins with `prefix` in the same folder.
///
/// # Errors
/// Fails if it cannot be written; then what was there before is still there.
fn write_whole_as(path: &Path, bytes: &[u8], prefix: &str) -> Result<()> {
    let write = || -> Result<()> {
        let folder = path.parent().context("it has no folder")?;
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Less what the user's mask takes away, as with every new file.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut file = builder.prefix(prefix).tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}
