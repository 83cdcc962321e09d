//! Checks whether a crate is formatted.

use super::{COMPILE_LIMITS, Crate, Prebuilt};
use crate::process::{self, Finished, Stopped};
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::{
    fs::File,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The result of rustfmt.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Formatting {
    /// It would change nothing.
    Clean,
    /// It would make these changes.
    Differs(String),
    /// It cannot read the code, crashes, or takes too long. The text says which.
    Impossible(String),
    /// It could not be run, for this reason.
    Unknown(String),
}

/// Runs rustfmt on each file that a crate was compiled from. It gets one file at a time: otherwise it would look for
/// modules that are compiled only for tests, which learners need not submit.
///
/// # Errors
/// Fails if rustfmt cannot be started for a reason other than that it is not installed.
pub(super) fn rustfmt(krate: &Crate, files: &[PathBuf], prebuilt: &Prebuilt) -> Result<Formatting> {
    let Some(program) = prebuilt.rustfmt() else {
        return Ok(Formatting::Unknown(
            "rustfmt is not installed: run `rustup component add rustfmt`.".to_owned(),
        ));
    };
    let is_rust = |path: &&PathBuf| path.extension().is_some_and(|extension| extension == "rs");
    for path in files.iter().filter(is_rust) {
        let file = krate.base.join(path);
        let text = File::open(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let formatting = match ask(program, prebuilt, text.into())? {
            Answer::Formatting(formatting) => formatting,
            // A broken rustfmt fails too. Empty input tells the two cases apart.
            Answer::Failed(why) => match ask(program, prebuilt, Stdio::null())? {
                Answer::Formatting(Formatting::Clean) => Formatting::Impossible(why),
                _ => Formatting::Unknown(format!("rustfmt does not work on this machine: {why}.")),
            },
        };
        match formatting {
            Formatting::Clean => {}
            Formatting::Differs(changes) => {
                return Ok(Formatting::Differs(first_changes(&changes, path)));
            }
            Formatting::Impossible(why) => {
                let why = why.replace(INPUT, &path.to_string_lossy());
                return Ok(Formatting::Impossible(format!("{}: {why}", path.display())));
            }
            Formatting::Unknown(why) => return Ok(Formatting::Unknown(why)),
        }
    }
    Ok(Formatting::Clean)
}

enum Answer {
    Formatting(Formatting),
    /// It failed with this output.
    Failed(String),
}

/// The name that rustfmt gives to its standard input.
const INPUT: &str = "<stdin>";

/// Runs rustfmt on one file. It does not look for the modules of a file that it reads from standard input.
fn ask(program: &Path, prebuilt: &Prebuilt, input: Stdio) -> Result<Answer> {
    let mut rustfmt = Command::new(program);
    rustfmt
        .args(["--check", "--edition", "2024", "--color", "never"])
        .arg("--config-path")
        .arg(prebuilt.rustfmt_config());
    let confinement = prebuilt.confinement(&[], &[]);
    let Finished {
        status,
        stdout,
        stderr,
    } = process::run(rustfmt, input, &COMPILE_LIMITS, &confinement)?;
    let impossible = |why| Answer::Formatting(Formatting::Impossible(why));
    let status = match status {
        Ok(status) => status,
        Err(Stopped::OutOfTime) => {
            bail!("the machine is too busy: rustfmt gets no processor time")
        }
        Err(Stopped::OutOfMemory) => {
            return Ok(impossible(
                "it used too much memory and was stopped".to_owned(),
            ));
        }
    };
    Ok(if process::exceeded_processor_time(status) {
        let limit = COMPILE_LIMITS.cpu_seconds;
        impossible(format!(
            "it was still busy after {limit} s of processor time and was stopped"
        ))
    } else if !status.success() {
        let said = String::from_utf8_lossy(&stderr);
        let said: Vec<&str> = said.lines().take(2).map(str::trim).collect();
        Answer::Failed(format!("{} {}", process::describe(status), said.join(" ")))
    } else if stdout.is_empty() || adds_last_newlines_only(&stdout) {
        Answer::Formatting(Formatting::Clean)
    } else {
        let changes = String::from_utf8_lossy(&stdout).into_owned();
        Answer::Formatting(Formatting::Differs(changes))
    })
}

/// Whether rustfmt would only add a newline at the end, for which there is another check.
fn adds_last_newlines_only(changes: &[u8]) -> bool {
    let changes = String::from_utf8_lossy(changes);
    let mut changed = changes.lines().filter(|line| line.starts_with(['+', '-']));
    changed.clone().next().is_some() && changed.all(|line| line == "+")
}

/// The first change that rustfmt would make, with the path that the learner knows.
fn first_changes(changes: &str, path: &Path) -> String {
    const MOST_LINES: usize = 12;
    /// The prefix of a line that names the place of a change.
    const DIFFERENCE: &str = "Diff in ";
    let lines: Vec<&str> = changes.lines().collect();
    let end = lines
        .iter()
        .skip(1)
        .position(|line| line.starts_with(DIFFERENCE))
        .map_or(lines.len(), |index| index + 1);
    let shown = lines[..end.min(MOST_LINES)].join("\n");
    shown.replacen(INPUT, &path.to_string_lossy(), 1)
}
