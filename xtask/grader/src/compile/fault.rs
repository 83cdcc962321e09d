//! Decides whether the learner's code or the machine is the reason for a failed compilation.

use super::{Cause, Crate, Failure, Library, Prebuilt, probe, rustc};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// Compiles a library into the folder `out`.
///
/// # Errors
/// Fails if the compiler does not work, never because of the learner's code.
pub fn library(krate: &Crate, prebuilt: &Prebuilt, out: &Path) -> Result<Result<Library, Failure>> {
    retry_if_machine_works(prebuilt, out, || rustc::library(krate, prebuilt, out))
}

/// Compiles and links a program into the folder `out`.
///
/// # Errors
/// Fails if the compiler or the linker does not work, never because of the learner's code.
pub fn program(krate: &Crate, prebuilt: &Prebuilt, out: &Path) -> Result<Result<PathBuf, Failure>> {
    retry_if_machine_works(prebuilt, out, || rustc::program(krate, prebuilt, out))
}

/// If the machine may have caused a failure, this checks that a known right program compiles, and then tries again. If
/// it fails again, the code is the reason.
fn retry_if_machine_works<T>(
    prebuilt: &Prebuilt,
    out: &Path,
    compile: impl Fn() -> Result<Result<T, Failure>>,
) -> Result<Result<T, Failure>> {
    let failure = match compile()? {
        Ok(compiled) => return Ok(Ok(compiled)),
        Err(failure) => failure,
    };
    prebuilt.ensure_intact()?;
    if failure.cause() == Cause::Source {
        return Ok(Err(failure));
    }
    probe::ensure_works(prebuilt, out)?;
    compile()
}
