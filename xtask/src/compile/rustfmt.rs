//! Whether a crate is formatted.

use super::{COMPILE_LIMITS, Crate, Prebuilt};
#[cfg(feature = "teacher")]
use crate::compile::Submitted;
use crate::process::{self, Finished, Stopped};
use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use std::{path::Path, process::Command};

/// What rustfmt says of a crate.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Formatting {
    /// It would leave everything as it is.
    Clean,
    /// It would make these changes.
    Differs(String),
    /// The code makes it crash, or keeps it busy for too long; this is what became of it.
    Impossible(String),
    /// It could not be asked, for this reason.
    Unknown(String),
}

/// Asks rustfmt whether a crate is formatted.
///
/// # Errors
/// Fails if rustfmt cannot be started for a reason other than that it is not installed.
pub fn rustfmt(of: &Crate, prebuilt: &Prebuilt) -> Result<Formatting> {
    let Some(program) = prebuilt.rustfmt() else {
        return Ok(Formatting::Unknown(
            "rustfmt is not installed: run `rustup component add rustfmt`.".to_owned(),
        ));
    };
    let call = call(program, prebuilt, of.base, [of.root]);
    let Finished {
        status,
        stdout,
        stderr,
    } = process::run(
        call,
        &COMPILE_LIMITS,
        &prebuilt.confinement(&[of.base], &[]),
    )?;
    let status = match status {
        Ok(status) => status,
        Err(Stopped::OutOfTime) => {
            bail!("the machine is too busy: rustfmt gets no processor time")
        }
        Err(Stopped::OutOfMemory) => {
            return Ok(Formatting::Impossible(
                "it used more and more memory and was stopped".to_owned(),
            ));
        }
    };
    Ok(if process::used_up_its_time(status) {
        let limit = COMPILE_LIMITS.cpu_seconds;
        Formatting::Impossible(format!(
            "it was still busy after {limit} s of processor time and was stopped"
        ))
    } else if status.code().is_none() {
        Formatting::Impossible(format!("it crashed: {}", process::describe(status)))
    } else if status.success() || adds_last_newlines_only(&stdout) {
        Formatting::Clean
    } else if stdout.is_empty() {
        Formatting::Unknown(format!(
            "rustfmt failed ({}): {}",
            process::describe(status),
            String::from_utf8_lossy(&stderr).trim_end()
        ))
    } else {
        Formatting::Differs(first_changes(&String::from_utf8_lossy(&stdout), of.base))
    })
}

/// Those of several crates that rustfmt, asked about all of them at once, would leave as they are. Only each by itself
/// tells what is wrong with the others.
///
/// # Errors
/// Fails if rustfmt cannot be started for a reason other than that it is not installed.
#[cfg(feature = "teacher")]
pub fn clean<'a>(submitted: &[&'a Submitted], prebuilt: &Prebuilt) -> Result<Vec<&'a Submitted>> {
    let Some((first, program)) = submitted.first().zip(prebuilt.rustfmt()) else {
        return Ok(Vec::new());
    };
    let roots = submitted.iter().map(|submitted| submitted.lib.as_path());
    let call = call(program, prebuilt, &first.base, roots);
    let confinement = prebuilt.confinement(&[&first.base], &[]);
    let finished = process::run(call, &COMPILE_LIMITS, &confinement)?;
    // It ends like this when it would change something, and when it cannot read something, which it says.
    const WOULD_CHANGE: i32 = 1;
    let told = match finished.status {
        Ok(status) if status.success() => return Ok(submitted.to_vec()),
        Ok(status) if status.code() == Some(WOULD_CHANGE) && finished.stderr.is_empty() => {
            String::from_utf8_lossy(&finished.stdout).into_owned()
        }
        _ => return Ok(Vec::new()),
    };
    let is_changed = |submitted: &Submitted| {
        let file = submitted.base.join(&submitted.lib);
        let start = format!("{DIFFERENCE}{}:", file.display());
        told.lines().any(|line| line.starts_with(&start))
    };
    let any_changed = submitted.iter().any(|submitted| is_changed(submitted));
    let clean = submitted.iter().filter(|submitted| !is_changed(submitted));
    // Where none is named, what it says is not understood.
    Ok(clean.filter(|_| any_changed).copied().collect())
}

/// What stands before the path and line of a change.
const DIFFERENCE: &str = "Diff in ";

fn call<'a>(
    program: &Path,
    prebuilt: &Prebuilt,
    base: &Path,
    roots: impl IntoIterator<Item = &'a Path>,
) -> Command {
    let mut rustfmt = Command::new(program);
    rustfmt
        .current_dir(base)
        .args([
            "--check",
            "--edition",
            "2024",
            "--color",
            "never",
            "--config-path",
        ])
        .arg(prebuilt.rustfmt_config())
        .args(roots);
    rustfmt
}

/// Whether rustfmt would only end files with a newline. That they should end so has a check of its own.
fn adds_last_newlines_only(changes: &[u8]) -> bool {
    let changes = String::from_utf8_lossy(changes);
    let mut changed = changes.lines().filter(|line| line.starts_with(['+', '-']));
    changed.clone().next().is_some() && changed.all(|line| line == "+")
}

/// The first change that rustfmt would make, with a path as the learner knows it.
fn first_changes(changes: &str, base: &Path) -> String {
    const MOST_LINES: usize = 12;
    let base = format!("{}{}", base.display(), std::path::MAIN_SEPARATOR);
    let lines: Vec<&str> = changes.lines().collect();
    let end = lines
        .iter()
        .skip(1)
        .position(|line| line.starts_with(DIFFERENCE))
        .map_or(lines.len(), |index| index + 1);
    lines[..end.min(MOST_LINES)].join("\n").replace(&base, "")
}
