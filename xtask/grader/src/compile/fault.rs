//! Whose fault it is that something does not compile: the learner's, or the machine's.

use super::{Cause, Crate, Failure, Library, Prebuilt, probe, rustc};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// Compiles a library into the folder `out`.
///
/// # Errors
/// Fails if the compiler cannot do its work; a learner is never to blame for that.
pub fn library(krate: &Crate, prebuilt: &Prebuilt, out: &Path) -> Result<Result<Library, Failure>> {
    retry_if_machine_works(prebuilt, out, || rustc::library(krate, prebuilt, out))
}

/// Compiles and links a program into the folder `out`.
///
/// # Errors
/// Fails if the compiler or the linker cannot do its work; a learner is never to blame for that.
pub fn program(krate: &Crate, prebuilt: &Prebuilt, out: &Path) -> Result<Result<PathBuf, Failure>> {
    retry_if_machine_works(prebuilt, out, || rustc::program(krate, prebuilt, out))
}

/// What the machine may have caused is tried again once it is known that a right program compiles: what fails
/// then, fails because of the code.
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
