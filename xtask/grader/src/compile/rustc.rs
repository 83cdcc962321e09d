//! Runs the compiler.

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
    /// The folder that the compiler runs in. Paths in messages are relative to it.
    pub base: &'a Path,
    /// Its root file, relative to `base` or absolute.
    pub root: &'a Path,
    /// Its imports, besides the crates that each task may use.
    pub imports: Vec<(&'a str, PathBuf)>,
    /// A folder with further libraries that its imports depend on.
    pub libraries: &'a Path,
}

/// A compiled library.
#[derive(Debug)]
pub struct Library {
    /// The library file.
    pub file: PathBuf,
    /// Its source files and the files they include, relative to the crate's base.
    pub files: Vec<PathBuf>,
    /// The warnings of the compiler.
    pub warnings: Vec<Diagnostic>,
    /// The sorts of the standard library that it uses.
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
    // The environment is empty, because a learner's crate could read it at compile time and show it.
    let mut rustc = rustc(krate, prebuilt, out);
    rustc
        .args(["--crate-type", "lib", "--emit", "link,dep-info,mir"])
        .args(["--force-warn", "missing-docs"])
        // These lints find items that are `pub` but not reachable. Their documentation is not checked.
        .args(["--force-warn", "unreachable-pub"])
        .args(["--force-warn", "unnameable-types"]);
    rustc
}

pub(super) fn program_call(krate: &Crate, prebuilt: &Prebuilt, out: &Path) -> Command {
    let mut rustc = rustc(krate, prebuilt, out);
    rustc
        // The linker is found by the PATH, needs a folder for temporary files, and may need a home.
        .envs(
            std::env::vars_os().filter(|(name, _)| KEPT_VARIABLES.iter().any(|kept| name == kept)),
        )
        .env("TMPDIR", out)
        .env("HOME", out)
        // The program runs only a few times, and nobody debugs it.
        .args(["-C", "codegen-units=1", "-C", "strip=debuginfo"])
        // Messages show the paths that the learner knows.
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

/// The environment variables that linkers need.
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
            "this machine lacks resources: {}",
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
        // If a signal ended the compiler, its output is only about itself.
        Ok(status) if status.code().is_none() => Err(Failure::Crashed(process::describe(status))),
        Ok(status) => Err(Failure::Crashed(format!(
            "{}\n{}",
            process::describe(status),
            String::from_utf8_lossy(&stderr[..stderr.len().min(2000)])
        ))),
    })
}

/// Whether an error says that the disk is full or that the system cannot provide another thread or file. A learner's
/// code cannot cause such an error without a place in the source.
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

/// The files that a crate was compiled from, according to the compiler's dep-info. That is a makefile with a rule
/// without prerequisites for each file.
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
