//! The prebuilt crates that learners' crates are compiled against: dependencies, stand-ins and the examiner.

mod build;

pub use build::Progress;

use super::toolchain::{self, Toolchain};
use crate::{
    files::write_atomically,
    fingerprint::{Fingerprint, Stamp},
    process::Confinement,
    sandbox::{FileAccess, Sandbox},
    workspace::Workspace,
};
use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The toolchain and the prebuilt crates. Cargo builds them once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Prebuilt {
    /// The workspace that it was built from.
    root: PathBuf,
    /// A hash that changes with each build.
    key: String,
    toolchain: Toolchain,
    /// The crates that learners and exam programs import.
    libraries: BTreeMap<String, PathBuf>,
    /// The stamps of all built files.
    files: BTreeMap<PathBuf, Stamp>,
    /// An empty configuration file, which keeps rustfmt's defaults.
    rustfmt_config: PathBuf,
    /// How the compiler and its programs are confined.
    #[serde(skip, default = "unconfined")]
    sandbox: Sandbox,
}

fn unconfined() -> Sandbox {
    Sandbox::Off
}

/// The crates that each task may use, besides its imported task.
pub(super) const OFFERED: [&str; 3] = ["futures", "rand", "tokio"];

/// The name of the crate that takes the place of an imported task.
fn stand_in(task: &str) -> String {
    format!("stand_in_{task}")
}

impl Prebuilt {
    /// Loads the prebuilt crates, or runs cargo to build them. Nothing is confined yet.
    ///
    /// # Errors
    /// Fails if the toolchain cannot be found, or cargo cannot build it.
    pub(super) fn find_or_build(workspace: &Workspace, progress: Progress) -> Result<Self> {
        let folder = workspace.own_folder();
        let record = folder.join("kit.json");
        let rustc = toolchain::rustc()?;
        let key = key(workspace.root(), &rustc)?;
        if let Some(prebuilt) = Self::load(&record)
            && prebuilt.key == key
            && prebuilt.missing().is_none()
        {
            return Ok(prebuilt);
        }
        let toolchain = Toolchain::query(rustc)?;
        let built = build::build(workspace, &toolchain, progress)?;
        let rustfmt_config = folder.join("rustfmt.toml");
        // An existing file is not written again, because another grader may be using it.
        if !fs::metadata(&rustfmt_config).is_ok_and(|there| there.len() == 0) {
            fs::write(&rustfmt_config, "").context("cannot write rustfmt's configuration")?;
        }
        let mut files = BTreeMap::new();
        for path in built.files.into_iter().chain([rustfmt_config.clone()]) {
            let stamp = Stamp::read(&path)
                .with_context(|| format!("cargo built {}, but it is not there", path.display()))?;
            files.insert(path, stamp);
        }
        let prebuilt = Self {
            root: workspace.root().to_owned(),
            key,
            toolchain,
            libraries: built.libraries,
            files,
            rustfmt_config,
            sandbox: Sandbox::Off,
        };
        write_atomically(&record, &serde_json::to_vec_pretty(&prebuilt)?)?;
        Ok(prebuilt)
    }

    fn load(record: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(record).ok()?).ok()
    }

    /// Sets how programs are confined.
    pub(super) fn confined(self, sandbox: Sandbox) -> Self {
        Self { sandbox, ..self }
    }

    /// The first file that has changed since it was built.
    fn missing(&self) -> Option<&Path> {
        let mut files = self.files.iter();
        files
            .find(|(path, stamp)| Stamp::read(path).as_ref() != Some(*stamp))
            .map(|(path, _)| path.as_path())
    }

    /// Whether all built files are unchanged.
    pub fn is_intact(&self) -> bool {
        self.missing().is_none()
    }

    /// Checks that all built files are unchanged.
    ///
    /// # Errors
    /// Fails if a file is missing or has changed.
    pub(super) fn ensure_intact(&self) -> Result<()> {
        let Some(path) = self.missing() else {
            return Ok(());
        };
        bail!(
            "{}, which the checks need, was removed or changed; run the same command again to build it again",
            path.display()
        )
    }

    /// A hash that changes with each build.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Adds the current state of all built files to a fingerprint.
    pub(super) fn add_to(&self, fingerprint: &mut Fingerprint) {
        fingerprint.add(self.key.as_bytes());
        for file in self.files.keys() {
            Stamp::add_to(file, fingerprint);
        }
    }

    /// A hash of the toolchain, the checker's sources and the prebuilt crates, as they are now.
    ///
    /// # Errors
    /// Fails if one of the files cannot be read.
    pub fn version(&self) -> Result<String> {
        let mut checker = Fingerprint::default();
        for folder in ["xtask/src", "xtask/grader/src"] {
            add_folder(&mut checker, &self.root.join(folder))?;
        }
        let key = key(&self.root, &self.toolchain.rustc)?;
        Ok(format!("{key}-{:016x}", checker.value()))
    }

    /// What `rustc --version` says.
    pub fn toolchain(&self) -> &str {
        &self.toolchain.version
    }

    /// The compiler.
    pub(super) fn rustc(&self) -> &Path {
        &self.toolchain.rustc
    }

    /// The formatter, if it is installed.
    pub(super) fn rustfmt(&self) -> Option<&Path> {
        let rustfmt = self.toolchain.rustfmt.as_path();
        rustfmt.exists().then_some(rustfmt)
    }

    /// The library file of a prebuilt crate.
    pub(super) fn library(&self, name: &str) -> &Path {
        &self.libraries[name]
    }

    /// The library file of the stand-in for a task.
    pub(super) fn stand_in(&self, task: &str) -> PathBuf {
        self.library(&stand_in(task)).to_owned()
    }

    /// The folders of the built files, in which the libraries find their dependencies.
    pub(super) fn folders(&self) -> BTreeSet<&Path> {
        self.files.keys().filter_map(|file| file.parent()).collect()
    }

    /// The confinement of the toolchain's programs and of exam programs. They may read `reads`, the toolchain and the
    /// prebuilt crates, and write into `writes`.
    pub fn confinement(&self, reads: &[&Path], writes: &[&Path]) -> Confinement {
        let own = self.folders().into_iter().chain([&*self.toolchain.sysroot]);
        let reads = reads.iter().copied().chain(own);
        Confinement {
            sandbox: self.sandbox,
            files: FileAccess {
                reads: reads.map(Path::to_owned).collect(),
                writes: writes.iter().map(|&path| path.to_owned()).collect(),
            },
        }
    }

    /// How the compiler and its programs are confined.
    pub fn sandbox(&self) -> Sandbox {
        self.sandbox
    }

    /// An empty configuration file, which keeps rustfmt's defaults.
    pub(super) fn rustfmt_config(&self) -> &Path {
        &self.rustfmt_config
    }
}

/// A hash of the compiler and the sources of the prebuilt crates.
fn key(root: &Path, rustc: &Path) -> Result<String> {
    let mut fingerprint = Fingerprint::default();
    ensure!(rustc.exists(), "{} no longer exists", rustc.display());
    Stamp::add_to(rustc, &mut fingerprint);
    for package in build::packages() {
        fingerprint.add(package.as_bytes());
    }
    for path in ["Cargo.toml", "Cargo.lock"] {
        add_file(&mut fingerprint, &root.join(path))?;
    }
    for folder in ["examiner", "protocol", "stand_ins", "system_calls"] {
        add_folder(&mut fingerprint, &root.join("xtask").join(folder))?;
    }
    Ok(format!("{:016x}", fingerprint.value()))
}

fn add_folder(fingerprint: &mut Fingerprint, folder: &Path) -> Result<()> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
        .with_context(|| format!("cannot read {}", folder.display()))?;
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            add_folder(fingerprint, &entry)?;
        } else {
            add_file(fingerprint, &entry)?;
        }
    }
    Ok(())
}

fn add_file(fingerprint: &mut Fingerprint, path: &Path) -> Result<()> {
    let bytes = fs_err::read(path)?;
    fingerprint.add(path.to_string_lossy().as_bytes());
    fingerprint.add(&bytes);
    Ok(())
}
