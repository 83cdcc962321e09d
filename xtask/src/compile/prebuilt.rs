//! The dependencies, stand-ins and examiner that learners' crates are compiled against.

use crate::{
    compile::{
        fingerprint::Fingerprint,
        rustc::{self, Crate},
    },
    process::Confinement,
    sandbox::{Cell, Sandbox},
    workspace,
};
use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    env, fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::UNIX_EPOCH,
};

/// Everything that learners' crates are compiled with. It is built once, by cargo.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Prebuilt {
    /// Changes whenever something is built anew.
    key: String,
    /// The crates, by name.
    libraries: BTreeMap<String, PathBuf>,
    /// The toolchain's programs.
    tools: PathBuf,
    /// What `rustc --version` says.
    toolchain: String,
    /// Whether the compiler and the linker work while they are confined, as they may not where they are not in one
    /// of the usual places.
    confinable: bool,
    /// How the compiler, and what it makes, are confined.
    #[serde(skip)]
    sandbox: Sandbox,
}

/// What a submission may use beside the task that its task imports.
pub(super) const OFFERED: [&str; 3] = ["futures", "rand", "tokio"];

impl Prebuilt {
    /// Finds what was built before, or has cargo build it.
    ///
    /// # Errors
    /// Fails if the toolchain cannot be found, or cargo cannot build it.
    pub fn get(sandbox: Sandbox) -> Result<Self> {
        let tools = tools()?;
        let key = key(&tools)?;
        let folder = workspace::target().join("exam");
        let record = folder.join("prebuilt.json");
        if let Some(mut prebuilt) = Self::load(&record)
            && prebuilt.key == key
            && prebuilt.libraries.values().all(|library| library.exists())
            && prebuilt.rustfmt_config().exists()
        {
            // The machine may have been too busy, or the sandbox may have been a different one.
            if !prebuilt.confinable {
                prebuilt.confinable = prebuilt.compiles()?;
            }
            return prebuilt.confined(sandbox);
        }
        let libraries = build(&tools, &folder)?;
        let mut prebuilt = Self {
            key,
            libraries,
            toolchain: version(&tools)?,
            tools,
            confinable: false,
            sandbox: Sandbox::WherePossible,
        };
        prebuilt.confinable = prebuilt.compiles()?;
        // rustfmt takes the defaults, whatever configuration a learner has.
        fs::write(prebuilt.rustfmt_config(), "").context("cannot write rustfmt's configuration")?;
        fs::write(&record, serde_json::to_vec_pretty(&prebuilt)?)
            .with_context(|| format!("cannot write {}", record.display()))?;
        prebuilt.confined(sandbox)
    }

    /// The same with another confinement, as far as that is possible.
    fn confined(self, sandbox: Sandbox) -> Result<Self> {
        ensure!(
            self.confinable || sandbox != Sandbox::Required,
            "the compiler in {} does not work in the sandbox, perhaps because it needs files from unusual places; \
             --sandbox off grades without protection",
            self.tools.display()
        );
        let sandbox = if self.confinable {
            sandbox
        } else {
            Sandbox::Off
        };
        Ok(Self { sandbox, ..self })
    }

    /// Whether a program can be compiled and linked.
    fn compiles(&self) -> Result<bool> {
        let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
        let root = Path::new("main.rs");
        fs::write(folder.path().join(root), "fn main() {}\n")
            .context("cannot write a temporary file")?;
        let program = Crate {
            name: "main",
            base: folder.path(),
            root,
            imports: Vec::new(),
            libraries: folder.path(),
        };
        Ok(rustc::program(&program, self, folder.path())?.is_ok())
    }

    fn load(record: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(record).ok()?).ok()
    }

    /// Changes whenever something is built anew.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Changes whenever the toolchain, the checker's sources or what is built for exams do: as they are now, not as
    /// they were when this was loaded.
    ///
    /// # Errors
    /// Fails if one of the files cannot be read.
    pub fn version(&self) -> Result<String> {
        let mut checker = Fingerprint::default();
        add_folder(&mut checker, &workspace::root().join("xtask").join("src"))?;
        Ok(format!("{}-{:016x}", key(&self.tools)?, checker.value()))
    }

    /// What `rustc --version` says.
    pub fn toolchain(&self) -> &str {
        &self.toolchain
    }

    /// One of the toolchain's programs.
    pub(super) fn tool(&self, name: &str) -> PathBuf {
        tool(&self.tools, name)
    }

    /// The library of a prebuilt crate.
    pub(super) fn library(&self, name: &str) -> &Path {
        &self.libraries[name]
    }

    /// The library that takes the place of an imported task.
    pub(super) fn stand_in(&self, task: &str) -> PathBuf {
        self.library(&format!("stand_in_{task}")).to_owned()
    }

    /// Where the libraries and their own dependencies are.
    pub(super) fn dependencies(&self) -> &Path {
        self.library("tokio")
            .parent()
            .expect("a library lies in a folder")
    }

    /// The confinement of the toolchain's programs, and of what they make: they may read `reads`, write into
    /// `writes`, and use the toolchain and what was built beforehand.
    pub(crate) fn confinement(&self, reads: &[&Path], writes: &[&Path]) -> Confinement {
        let sysroot = self.tools.parent().unwrap_or(&self.tools);
        let own = [sysroot, self.folder()].map(Path::to_owned);
        let reads = reads.iter().map(|&path| path.to_owned());
        Confinement {
            sandbox: self.sandbox,
            cell: Cell {
                reads: reads.chain(own).collect(),
                writes: writes.iter().map(|&path| path.to_owned()).collect(),
            },
        }
    }

    /// How the compiler, and what it makes, are confined.
    pub fn sandbox(&self) -> Sandbox {
        self.sandbox
    }

    /// Everything that was built beforehand.
    fn folder(&self) -> &Path {
        self.dependencies()
            .parent()
            .expect("dependencies lie in a folder of a profile")
    }

    /// A configuration that leaves all of rustfmt's defaults as they are.
    pub(super) fn rustfmt_config(&self) -> PathBuf {
        self.folder().join("rustfmt.toml")
    }
}

/// The packages that are built for exams.
const PACKAGES: [&str; 4] = [
    "examiner",
    "stand_in_basic_async_syntax",
    "stand_in_concurrent_coroutines",
    "stand_in_tasks",
];

fn build(tools: &Path, folder: &Path) -> Result<BTreeMap<String, PathBuf>> {
    eprintln!("Building what the checks need (once).");
    let mut cargo = Command::new(tool(tools, "cargo"));
    cargo
        .current_dir(workspace::root())
        .args([
            "build",
            "--profile",
            "exam",
            "--message-format",
            "json-render-diagnostics",
        ])
        .arg("--target-dir")
        .arg(folder)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit());
    for package in PACKAGES {
        cargo.args(["--package", package]);
    }
    let output = cargo.output().context("cannot start cargo")?;
    ensure!(
        output.status.success(),
        "cargo could not build what the checks need; its message is above"
    );
    let wanted = PACKAGES.iter().chain(&OFFERED);
    let mut libraries = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        // <https://doc.rust-lang.org/cargo/reference/external-tools.html#artifact-messages>
        let message: serde_json::Value = serde_json::from_str(line)
            .with_context(|| format!("cargo printed something unexpected: {line}"))?;
        let name = message["target"]["name"].as_str().unwrap_or_default();
        let library = message["filenames"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|file| file.as_str())
            .find(|file| file.ends_with(".rlib"));
        if let Some(library) = library
            && wanted.clone().any(|&wanted| wanted == name)
        {
            libraries.insert(name.to_owned(), PathBuf::from(library));
        }
    }
    for name in wanted {
        ensure!(libraries.contains_key(*name), "cargo did not build {name}");
    }
    Ok(libraries)
}

/// The folder with the programs of the toolchain that runs this program, or of the default one.
fn tools() -> Result<PathBuf> {
    // cargo says which cargo it is; through rustup each call of a tool would take longer.
    if let Some(folder) = env::var_os("CARGO")
        .as_ref()
        .and_then(|cargo| Path::new(cargo).parent())
        && tool(folder, "rustc").exists()
    {
        return Ok(folder.to_owned());
    }
    let output = match Command::new("rustc").args(["--print", "sysroot"]).output() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!("rustc is not on the PATH; install Rust from https://rustup.rs")
        }
        output => output.context("cannot start rustc")?,
    };
    ensure!(output.status.success(), "`rustc --print sysroot` failed");
    let sysroot =
        String::from_utf8(output.stdout).context("the path of the toolchain is not UTF-8")?;
    Ok(Path::new(sysroot.trim_end()).join("bin"))
}

fn tool(folder: &Path, name: &str) -> PathBuf {
    folder.join(name).with_extension(env::consts::EXE_EXTENSION)
}

fn version(tools: &Path) -> Result<String> {
    let output = Command::new(tool(tools, "rustc"))
        .arg("--version")
        .output()?;
    Ok(String::from_utf8_lossy(&output.stdout)
        .trim_end()
        .to_owned())
}

/// Covers the compiler and all that is built with it.
fn key(tools: &Path) -> Result<String> {
    let mut fingerprint = Fingerprint::default();
    let rustc = tool(tools, "rustc");
    let metadata =
        fs::metadata(&rustc).with_context(|| format!("cannot find {}", rustc.display()))?;
    let modified = metadata
        .modified()?
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    fingerprint.add(rustc.to_string_lossy().as_bytes());
    fingerprint.add(&metadata.len().to_le_bytes());
    fingerprint.add(&modified.as_nanos().to_le_bytes());
    let root = workspace::root();
    for path in ["Cargo.toml", "Cargo.lock"] {
        add_file(&mut fingerprint, &root.join(path))?;
    }
    for folder in ["examiner", "protocol", "stand_ins"] {
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
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    fingerprint.add(path.to_string_lossy().as_bytes());
    fingerprint.add(&bytes);
    Ok(())
}
