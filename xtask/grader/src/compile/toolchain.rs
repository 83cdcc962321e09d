//! Finds the toolchain.

use crate::workspace::cargo;
use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use std::{
    env, fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::Command,
};

/// A compiler and its properties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Toolchain {
    /// The program `rustc`.
    pub rustc: PathBuf,
    /// The path of `rustfmt`, which may not be installed.
    pub rustfmt: PathBuf,
    /// The compiler's sysroot.
    pub sysroot: PathBuf,
    /// The output of `rustc --version`.
    pub version: String,
    /// The host target.
    pub host: String,
}

impl Toolchain {
    /// Asks a compiler for its properties.
    pub(super) fn query(rustc: PathBuf) -> Result<Self> {
        let verbose = ask(&rustc, &["--version", "--verbose"])?;
        let host = verbose
            .lines()
            .find_map(|line| line.strip_prefix("host: "))
            .with_context(|| format!("{} does not name its host", rustc.display()))?;
        Ok(Self {
            rustfmt: rustc.with_file_name(executable("rustfmt")),
            sysroot: sysroot(&rustc)?,
            version: verbose.lines().next().unwrap_or_default().to_owned(),
            host: host.to_owned(),
            rustc,
        })
    }
}

/// The compiler of the toolchain that runs this program, or else of the default toolchain.
pub(super) fn rustc() -> Result<PathBuf> {
    // The variable `CARGO` leads to the toolchain itself. Each call through rustup would take longer.
    let cargo = PathBuf::from(cargo());
    let beside = cargo.with_file_name(executable("rustc"));
    if cargo.is_absolute() && is_a_compiler(&beside, &cargo) {
        return Ok(beside);
    }
    let default = PathBuf::from("rustc");
    let own = sysroot(&default)?.join("bin").join(executable("rustc"));
    Ok(if own.exists() { own } else { default })
}

/// Whether a file is a compiler. With rustup, `rustc` and `cargo` are the same program.
fn is_a_compiler(rustc: &Path, cargo: &Path) -> bool {
    let size = |path: &Path| fs::metadata(path).ok().map(|metadata| metadata.len());
    size(rustc).is_some_and(|own| size(cargo) != Some(own))
}

fn sysroot(rustc: &Path) -> Result<PathBuf> {
    Ok(ask(rustc, &["--print", "sysroot"])?.trim_end().into())
}

fn ask(rustc: &Path, question: &[&str]) -> Result<String> {
    let output = match Command::new(rustc).args(question).output() {
        Err(error) if error.kind() == ErrorKind::NotFound => bail!(
            "there is no compiler {}; install Rust from https://rustup.rs",
            rustc.display()
        ),
        output => output.with_context(|| format!("cannot start {}", rustc.display()))?,
    };
    ensure!(
        output.status.success(),
        "`{} {}` failed: {}",
        rustc.display(),
        question.join(" "),
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    String::from_utf8(output.stdout)
        .with_context(|| format!("the output of {} is not UTF-8", rustc.display()))
}

fn executable(name: &str) -> PathBuf {
    Path::new(name).with_extension(env::consts::EXE_EXTENSION)
}
