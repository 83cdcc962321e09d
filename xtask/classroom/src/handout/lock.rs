//! Makes the handout's `Cargo.lock`, without packages that only the course needs.

use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    process::{Command, Stdio},
};

/// Lets cargo remove unused packages from the course's lock file. Versions do not change, and nothing is downloaded.
/// `handout` yields the path and content of each file.
///
/// # Errors
/// Fails if cargo is not there, or needs the network for this.
pub(super) fn shorten<'a>(
    handout: impl Iterator<Item = (&'a String, &'a Vec<u8>)>,
    lock: &str,
) -> Result<String> {
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    for (path, content) in handout {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().context("a file has a parent folder")?)
            .and_then(|()| fs::write(&path, content))
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    let path = folder.path().join("Cargo.lock");
    fs::write(&path, lock).with_context(|| format!("cannot write {}", path.display()))?;
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        // This only removes packages: `--workspace` keeps the versions of all others.
        .args(["update", "--workspace", "--offline", "--quiet"])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .context("cannot start cargo")?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        bail!("{}", message.trim_end());
    }
    let lock = fs::read_to_string(&path).context("cargo left no lock file")?;
    Ok(lock.replace("\r\n", "\n"))
}
