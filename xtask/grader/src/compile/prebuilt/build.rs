//! Runs cargo to build the crates that learners' crates are compiled against.

use super::{super::toolchain::Toolchain, OFFERED, stand_in};
use crate::{
    course::TASKS,
    output,
    workspace::{Workspace, cargo},
};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{ChildStdout, Command, Stdio},
    thread,
};

/// Where cargo shows its progress.
#[derive(Clone, Copy)]
pub enum Progress<'a> {
    /// On standard error, as usual.
    Stderr,
    /// In a function that gets each line.
    Lines(&'a (dyn Fn(&str) + Sync)),
}

/// The crates that cargo has built.
pub(super) struct Kit {
    /// The crates that others import.
    pub libraries: BTreeMap<String, PathBuf>,
    /// All libraries, including indirect dependencies.
    pub files: Vec<PathBuf>,
}

/// The packages that are built for exams: the examiner, and a stand-in for each task that another one imports.
pub(super) fn packages() -> BTreeSet<String> {
    let imports = TASKS.iter().filter_map(|task| task.imports);
    let stand_ins = imports.map(|import| stand_in(import.name));
    stand_ins.chain(["examiner".to_owned()]).collect()
}

/// Builds the packages. A user's configuration does not matter: all relevant settings are given here or in the profile
/// `exam`.
pub(super) fn build(
    workspace: &Workspace,
    toolchain: &Toolchain,
    progress: Progress,
) -> Result<Kit> {
    let mut child = call(workspace, toolchain)?
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(match progress {
            Progress::Stderr => Stdio::inherit(),
            Progress::Lines(_) => Stdio::piped(),
        })
        .spawn()
        .context("cannot start cargo")?;
    if let Progress::Stderr = progress {
        output::say("Building what the checks need (once).");
    }
    let stdout = child.stdout.take().context("cargo has standard output")?;
    let stderr = child.stderr.take();
    let (artifacts, told) = thread::scope(|scope| {
        let told = scope.spawn(move || {
            let mut told = String::new();
            let lines = stderr
                .into_iter()
                .flat_map(|stderr| BufReader::new(stderr).lines());
            for line in lines.map_while(Result::ok) {
                if let Progress::Lines(tell) = progress {
                    tell(line.trim());
                }
                told = told + &line + "\n";
            }
            told
        });
        let artifacts = artifacts(stdout);
        (
            artifacts,
            told.join().expect("reading lines does not panic"),
        )
    });
    let status = child.wait().context("cannot wait for cargo")?;
    let message = match progress {
        Progress::Stderr => "its message is above",
        Progress::Lines(_) => told.trim_end(),
    };
    ensure!(
        status.success(),
        "cargo could not build what the checks need; {message}"
    );
    kit(&artifacts?)
}

/// A library or another file that cargo has built
/// (<https://doc.rust-lang.org/cargo/reference/external-tools.html#artifact-messages>).
#[derive(Deserialize)]
struct Artifact {
    target: Target,
    filenames: Vec<PathBuf>,
}

/// The target that an artifact was built from.
#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

/// A message of cargo.
#[derive(Deserialize)]
#[serde(tag = "reason")]
enum Message {
    #[serde(rename = "compiler-artifact")]
    Artifact(Artifact),
    #[serde(other)]
    Other,
}

fn artifacts(stdout: ChildStdout) -> Result<Vec<Artifact>> {
    let mut artifacts = Vec::new();
    for line in BufReader::new(stdout).lines() {
        let line = line.context("cannot read cargo's output")?;
        let message = serde_json::from_str(&line)
            .with_context(|| format!("cargo printed something unexpected: {line}"))?;
        if let Message::Artifact(artifact) = message {
            artifacts.push(artifact);
        }
    }
    Ok(artifacts)
}

/// Selects the libraries and procedural macros among the artifacts.
fn kit(artifacts: &[Artifact]) -> Result<Kit> {
    let mut libraries = BTreeMap::new();
    let mut files = Vec::new();
    let mut named = packages();
    named.extend(OFFERED.map(str::to_owned));
    for Artifact { target, filenames } in artifacts {
        if target
            .kind
            .iter()
            .any(|kind| kind == "custom-build" || kind == "bin")
        {
            continue;
        }
        files.extend(filenames.iter().cloned());
        let is_library = |file: &&PathBuf| file.extension().is_some_and(|ending| ending == "rlib");
        if let Some(library) = filenames.iter().find(is_library)
            && named.contains(&target.name)
        {
            let other = libraries.insert(target.name.clone(), library.clone());
            ensure!(other.is_none(), "there are two crates `{}`", target.name);
        }
    }
    for name in named {
        ensure!(libraries.contains_key(&name), "cargo did not build {name}");
    }
    Ok(Kit { libraries, files })
}

fn call(workspace: &Workspace, toolchain: &Toolchain) -> Result<Command> {
    let folder = workspace.own_folder().join("exam");
    let mut cargo = Command::new(cargo());
    cargo
        .current_dir(workspace.root())
        .args(["build", "--profile", "exam"])
        .args(["--message-format", "json-render-diagnostics"])
        .args(["--target", &toolchain.host])
        .arg("--target-dir")
        .arg(&folder)
        .args(["--config", &build_folder(&folder)?])
        .args(["--config", "term.quiet=false"])
        // Cargo must use the compiler for learners' crates, without a wrapper.
        .env("RUSTC", &toolchain.rustc)
        .env("RUSTC_WRAPPER", "")
        .env("RUSTC_WORKSPACE_WRAPPER", "")
        // Even an empty list of flags overrides the flags from all other places.
        .env("CARGO_ENCODED_RUSTFLAGS", "")
        .env("CARGO_INCREMENTAL", "0");
    for package in packages() {
        cargo.args(["--package", &package]);
    }
    Ok(cargo)
}

/// The setting of cargo for the folder of intermediate files.
fn build_folder(folder: &Path) -> Result<String> {
    let folder = folder
        .to_str()
        .with_context(|| format!("cargo cannot build in {folder:?}, which is not UTF-8"))?;
    // A JSON string is also a TOML string.
    Ok(format!(
        "build.build-dir={}",
        serde_json::to_string(folder)?
    ))
}
