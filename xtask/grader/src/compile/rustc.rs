//! Calls of the compiler and of rustfmt.

use super::{COMPILE_LIMITS, Diagnostic, Failure, Prebuilt, prebuilt::OFFERED, sorts};
use crate::process::{self, Finished, Stopped};
use anyhow::{Result, bail};
use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A crate to be compiled.
#[derive(Clone, Debug)]
pub struct Crate<'a> {
    /// Its name.
    pub name: &'a str,
    /// The folder that the compiler runs in, and that paths are relative to.
    pub base: &'a Path,
    /// Its root file, relative to `base` or absolute.
    pub root: &'a Path,
    /// What it imports beside what every task may use.
    pub imports: Vec<(&'a str, PathBuf)>,
    /// The folder of the libraries that its imports depend on, beside the prebuilt ones.
    pub libraries: &'a Path,
}

/// A compiled library.
#[derive(Debug)]
pub struct Library {
    /// The library.
    pub file: PathBuf,
    /// Its source files and what they include, relative to the crate's base.
    pub files: Vec<PathBuf>,
    /// What the compiler warns about.
    pub warnings: Vec<Diagnostic>,
    /// The names of the sorts of the standard library that it uses.
    pub sorts: Vec<String>,
}

/// Compiles a library into the folder `out`.
///
/// # Errors
/// Fails if the compiler cannot be started, or its output cannot be read.
pub(super) fn library(
    krate: &Crate,
    prebuilt: &Prebuilt,
    out: &Path,
) -> Result<Result<Library, Failure>> {
    let diagnostics = match diagnostics(library_call(krate, prebuilt, out), krate, prebuilt, out)? {
        Ok(diagnostics) => diagnostics,
        Err(failure) => return Ok(Err(failure)),
    };
    Ok(Ok(Library {
        file: library_file(krate, out),
        files: files(&out.join(krate.name).with_extension("d"), krate.root)?,
        warnings: diagnostics
            .into_iter()
            .filter(Diagnostic::is_warning)
            .collect(),
        sorts: sorts::in_mir(&out.join(krate.name).with_extension("mir"))?,
    }))
}

/// Compiles and links a program in the folder `out`, and returns its file.
///
/// # Errors
/// Fails if the compiler cannot be started, or its output cannot be read.
pub(super) fn program(
    krate: &Crate,
    prebuilt: &Prebuilt,
    out: &Path,
) -> Result<Result<PathBuf, Failure>> {
    let result = diagnostics(program_call(krate, prebuilt, out), krate, prebuilt, out)?;
    Ok(result.map(|_| program_file(krate, out)))
}

pub(super) fn library_call(krate: &Crate, prebuilt: &Prebuilt, out: &Path) -> Command {
    // What a learner's crate could read from the environment, it could show: there is nothing.
    let mut rustc = rustc(krate, prebuilt, out);
    rustc
        .args(["--crate-type", "lib", "--emit", "link,dep-info,mir"])
        .args(["--force-warn", "missing-docs"])
        // They tell what is `pub` and yet not public, so that its documentation is not looked at.
        .args(["--force-warn", "unreachable-pub"])
        .args(["--force-warn", "unnameable-types"]);
    rustc
}

pub(super) fn program_call(krate: &Crate, prebuilt: &Prebuilt, out: &Path) -> Command {
    let mut rustc = rustc(krate, prebuilt, out);
    rustc
        // The linker is found by the PATH, and has temporary files; some want a home for what they remember.
        .envs(
            std::env::vars_os().filter(|(name, _)| KEPT_VARIABLES.iter().any(|kept| name == kept)),
        )
        .env("TMPDIR", out)
        .env("HOME", out)
        // It is run a few times, and never looked into.
        .args(["-C", "codegen-units=1", "-C", "strip=debuginfo"])
        // Paths in messages are those that a learner knows.
        .arg("--remap-path-prefix")
        .arg(without_prefix(krate.base))
        .args(["--crate-type", "bin", "-o"])
        .arg(program_file(krate, out));
    rustc
}

pub(super) fn library_file(krate: &Crate, out: &Path) -> PathBuf {
    out.join(format!("lib{}.rlib", krate.name))
}

fn program_file(krate: &Crate, out: &Path) -> PathBuf {
    out.join(krate.name)
        .with_extension(std::env::consts::EXE_EXTENSION)
}

fn rustc(krate: &Crate, prebuilt: &Prebuilt, out: &Path) -> Command {
    let mut rustc = Command::new(prebuilt.rustc());
    rustc
        .current_dir(krate.base)
        .env_clear()
        .arg(krate.root)
        .args(["--crate-name", krate.name, "--edition", "2024"])
        .args(["-C", "debuginfo=0", "-C", "embed-bitcode=no"])
        .args(["-F", "unsafe-code"])
        .args(["--error-format", "json"])
        .arg("--out-dir")
        .arg(out);
    for folder in prebuilt.folders().into_iter().chain([krate.libraries]) {
        rustc.arg("-L").arg(dependency(folder));
    }
    for name in OFFERED {
        rustc
            .arg("--extern")
            .arg(external(name, prebuilt.library(name)));
    }
    for (name, library) in &krate.imports {
        rustc.arg("--extern").arg(external(name, library));
    }
    rustc
}

/// What a linker needs to work at all.
const KEPT_VARIABLES: [&str; 7] = [
    "PATH",
    "TEMP",
    "TMP",
    "SystemRoot",
    "LIB",
    "INCLUDE",
    "VCINSTALLDIR",
];

fn external(name: &str, library: &Path) -> std::ffi::OsString {
    let mut argument = std::ffi::OsString::from(format!("{name}="));
    argument.push(library);
    argument
}

fn without_prefix(folder: &Path) -> std::ffi::OsString {
    let mut argument = folder.as_os_str().to_owned();
    argument.push("=");
    argument
}

fn dependency(folder: &Path) -> std::ffi::OsString {
    external("dependency", folder)
}

fn diagnostics(
    rustc: Command,
    krate: &Crate,
    prebuilt: &Prebuilt,
    out: &Path,
) -> Result<Result<Vec<Diagnostic>, Failure>> {
    let confinement = prebuilt.confinement(&[krate.base, krate.libraries], &[out]);
    let Finished { status, stderr, .. } =
        process::run(rustc, Stdio::null(), &COMPILE_LIMITS, &confinement)?;
    let diagnostics = Diagnostic::parse(&stderr);
    if let Some(error) = diagnostics.iter().find(|error| is_about_the_machine(error)) {
        bail!(
            "this machine has too little left: {}",
            error.rendered.trim_end()
        );
    }
    Ok(match status {
        Err(Stopped::OutOfTime) => {
            bail!("the machine is too busy: the compiler gets no processor time")
        }
        Ok(status) if process::exceeded_processor_time(status) => Err(Failure::TimedOut),
        Err(Stopped::OutOfMemory) => Err(Failure::OutOfMemory),
        Ok(status) if status.success() => Ok(diagnostics),
        Ok(_) if diagnostics.iter().any(Diagnostic::is_error) => Err(Failure::Errors(diagnostics)),
        // What it writes when it is ended by a signal is about itself only.
        Ok(status) if status.code().is_none() => Err(Failure::Crashed(process::describe(status))),
        Ok(status) => Err(Failure::Crashed(format!(
            "{}\n{}",
            process::describe(status),
            String::from_utf8_lossy(&stderr[..stderr.len().min(2000)])
        ))),
    })
}

/// Whether an error says that the disk is full, or that the system has no room for another thread or file, which no
/// learner is to blame for. Nothing that a learner writes can make such an error that is about no place in the source.
fn is_about_the_machine(error: &Diagnostic) -> bool {
    const SIGNS: [&str; 5] = [
        "No space left on device",
        "(os error 28)",
        "Disk quota exceeded",
        "Resource temporarily unavailable",
        "Too many open files",
    ];
    error.is_error()
        && error.spans.is_empty()
        && SIGNS.iter().any(|sign| error.rendered.contains(sign))
}

/// The files that a crate was made from, out of the compiler's dep-info: a makefile whose rules
/// without prerequisites name them one by one.
fn files(dep_info: &Path, root: &Path) -> Result<Vec<PathBuf>> {
    let text = fs_err::read_to_string(dep_info)?;
    let mut files: Vec<PathBuf> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.strip_suffix(':'))
        .map(|path| PathBuf::from(path.replace("\\ ", " ")))
        .collect();
    files.sort_by_key(|path| path != root);
    Ok(files)
}
