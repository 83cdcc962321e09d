//! Where things are: the course's workspace, and the folders for what is built.

use crate::fingerprint::Fingerprint;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::{
    env,
    ffi::OsString,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The workspace of the course that a command works on.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

/// What cargo says about a workspace
/// (<https://doc.rust-lang.org/cargo/commands/cargo-metadata.html#json-format>).
#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
}

impl Workspace {
    /// Finds the workspace that the command was started in. Cargo tells where it is, and where it builds.
    ///
    /// # Errors
    /// Fails if cargo cannot be asked, or the command was not started in a workspace of the course.
    pub fn find() -> Result<Self> {
        let mut cargo = Command::new(cargo());
        cargo
            .args([
                "metadata",
                "--no-deps",
                "--offline",
                "--format-version",
                "1",
            ])
            .stdin(Stdio::null());
        // `cargo run --manifest-path` leaves the current folder as it is.
        let package = env::var_os("CARGO_MANIFEST_DIR");
        if let Some(package) = package.filter(|_| is_run_by_cargo()) {
            let manifest = Path::new(&package).join("Cargo.toml");
            cargo.arg("--manifest-path").arg(manifest);
        }
        let output = match cargo.output() {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                bail!("cargo is not on the PATH; install Rust from https://rustup.rs")
            }
            output => output.context("cannot start cargo")?,
        };
        ensure!(
            output.status.success(),
            "cargo finds no workspace here; run this command in the folder of the course. Cargo says:\n{}",
            String::from_utf8_lossy(&output.stderr).trim_end()
        );
        let metadata: Metadata = serde_json::from_slice(&output.stdout)
            .context("cannot understand what `cargo metadata` prints")?;
        let root = fs_err::canonicalize(&metadata.workspace_root)?;
        ensure!(
            root.join("xtask/examiner/Cargo.toml").is_file(),
            "{} is not the workspace of the course; run this command in the folder of the course",
            root.display()
        );
        Ok(Self {
            root,
            target: metadata.target_directory,
        })
    }

    /// The workspace in the folder `root`, a path without links, that is built in the folder `target`.
    pub fn new(root: PathBuf, target: PathBuf) -> Self {
        Self { root, target }
    }

    /// The folder of the workspace, without links in its path.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder in which cargo builds.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The folder for what checks build. Each workspace has its own, even in a shared target folder: cargo gives the
    /// crates of one workspace the same names as those of a copy.
    pub fn own_folder(&self) -> PathBuf {
        let mut fingerprint = Fingerprint::default();
        fingerprint.add(self.root.as_os_str().as_encoded_bytes());
        let name = format!("{:016x}", fingerprint.value());
        self.target.join("check").join(name)
    }

    /// Has temporary files made in the folder for what is built, which can be used where others may not be.
    ///
    /// # Errors
    /// Fails if no folder can be made there.
    pub fn keep_temporary_files(&self) -> Result<()> {
        let folder = self.own_folder().join("temporary");
        fs::create_dir_all(&folder).with_context(|| {
            format!(
                "cannot create {}; CARGO_TARGET_DIR can name another folder to build in",
                folder.display()
            )
        })?;
        // It fails only where it was done before, which is fine.
        let _ = tempfile::env::override_temp_dir(&folder);
        Ok(())
    }
}

/// The program `cargo`: the one that runs this program, if one does.
pub fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Whether cargo runs this program, or its tests. Otherwise the variables of another package may be set.
fn is_run_by_cargo() -> bool {
    const PACKAGES: [&str; 3] = ["xtask", "grader", "classroom"];
    env::var_os("CARGO_PKG_NAME").is_some_and(|name| PACKAGES.iter().any(|own| name == *own))
}
