//! Finds the workspace of the course and its build folders.

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

/// The workspace of the course.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

/// The output of `cargo metadata`
/// (<https://doc.rust-lang.org/cargo/commands/cargo-metadata.html#json-format>).
#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
}

impl Workspace {
    /// Finds the workspace of the current folder by asking cargo.
    ///
    /// # Errors
    /// Fails if cargo cannot be run, or if the current folder is not in a workspace of the course.
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
        // `cargo run --manifest-path` does not change the current folder.
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
            .context("cannot parse the output of `cargo metadata`")?;
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

    /// The folder of the workspace, with all symbolic links resolved.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's target folder.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The folder in which checks build. Each workspace has its own, even in a shared target folder, because a copy of
    /// a workspace has crates with the same names.
    pub fn own_folder(&self) -> PathBuf {
        let mut fingerprint = Fingerprint::default();
        fingerprint.add(self.root.as_os_str().as_encoded_bytes());
        let name = format!("{:016x}", fingerprint.value());
        self.target.join("check").join(name)
    }

    /// Makes temporary files go into the build folder, because the system's folder for them may not be usable.
    ///
    /// # Errors
    /// Fails if the folder cannot be created.
    pub fn keep_temporary_files(&self) -> Result<()> {
        let folder = self.own_folder().join("temporary");
        fs::create_dir_all(&folder).with_context(|| {
            format!(
                "cannot create {}; CARGO_TARGET_DIR can name another folder to build in",
                folder.display()
            )
        })?;
        // It fails only if it was done before, which is fine.
        let _ = tempfile::env::override_temp_dir(&folder);
        Ok(())
    }
}

/// The program `cargo`: the one that runs this program, if there is one.
pub fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Whether cargo runs this program or its tests. If not, cargo's variables may belong to another package.
fn is_run_by_cargo() -> bool {
    const PACKAGES: [&str; 3] = ["xtask", "grader", "classroom"];
    env::var_os("CARGO_PKG_NAME").is_some_and(|name| PACKAGES.iter().any(|own| name == *own))
}
