//! Links the exam program, and explains what is wrong with the signature if that fails.

use super::{
    Cause, Compiled, Diagnostic, Failure, Gate, Prebuilt, Submitted, exam_program, fault, rejected,
};
use crate::course::Task;
use anyhow::Result;
use std::path::{Path, PathBuf};

/// A linked exam program.
pub(super) struct Linked {
    pub program: PathBuf,
    pub constant_problem: Option<String>,
}

/// Links the exam program of a learner's library into the folder `out`.
pub(super) fn link(
    submitted: &Submitted,
    library: &Path,
    prebuilt: &Prebuilt,
    out: &Path,
) -> Result<std::result::Result<Linked, Compiled>> {
    let task = submitted.task;
    let mut constant_problem = None;
    loop {
        let source = exam_program::write(task, task.name, constant_problem.is_none(), out)?;
        let exam = exam_program::exam(task.name, library, prebuilt, out);
        let failure = match fault::program(&exam, prebuilt, out)? {
            Ok(program) => {
                return Ok(Ok(Linked {
                    program,
                    constant_problem,
                }));
            }
            Err(failure) => failure,
        };
        match find_probe(&failure, &source) {
            Some((Probe::Constant, error)) if constant_problem.is_none() => {
                constant_problem = Some(explain(task, &submitted.lib, Probe::Constant, error));
            }
            Some((probe, error)) => {
                let message = explain(task, &submitted.lib, probe, error);
                return Ok(Err(rejected(Gate::Signature, message, Cause::Source)));
            }
            None => {
                let message = failure.explain(task);
                return Ok(Err(rejected(Gate::Compiles, message, failure.cause())));
            }
        }
    }
}

/// What a line of the exam program requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Probe {
    Constant,
    Exists,
    Arguments,
    Future,
    Output,
}

impl Probe {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Constant, "//~ constant"),
        (Self::Exists, "//~ exists"),
        (Self::Arguments, "//~ arguments"),
        (Self::Future, "//~ future"),
        (Self::Output, "//~ output"),
    ];
}

/// The first line of the exam program with an error, and what that line requires.
fn find_probe<'a>(failure: &'a Failure, source: &str) -> Option<(Probe, &'a Diagnostic)> {
    let Failure::Errors(diagnostics) = failure else {
        return None;
    };
    let mut found: Vec<(Probe, &Diagnostic)> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .filter_map(|error| {
            let span = error
                .spans
                .iter()
                .find(|span| span.file_name == exam_program::ROOT && span.is_primary)?;
            let line = source.lines().nth(span.line_start.checked_sub(1)?)?;
            let (probe, _) = Probe::ALL.iter().find(|(_, mark)| line.ends_with(mark))?;
            Some((*probe, error))
        })
        .collect();
    // Errors of the function are more important than those of the constant.
    found.sort_by_key(|(probe, _)| *probe == Probe::Constant);
    found.into_iter().next()
}

fn explain(task: &Task, lib: &Path, probe: Probe, error: &Diagnostic) -> String {
    let Task {
        function,
        signature,
        ..
    } = task;
    let lib = lib.display();
    let detail = error
        .primary()
        .and_then(|span| span.label.clone())
        .unwrap_or_else(|| error.message.clone());
    let detail = detail.replace('\n', " ");
    match probe {
        Probe::Constant if error.is_about(&["E0425", "E0432"]) => {
            format!("{lib} has no `pub const DEFAULT_MAX_DELAY: u32 = 10;`.")
        }
        Probe::Constant => {
            format!("{lib} should have `pub const DEFAULT_MAX_DELAY: u32 = 10;` ({detail}).")
        }
        Probe::Exists if error.is_about(&["E0603"]) => {
            format!("`{function}` in {lib} is private: declare it as `{signature}`.")
        }
        Probe::Exists => {
            format!("{lib} has no function `{function}`: declare it as `{signature}`.")
        }
        Probe::Arguments => format!(
            "`{function}` in {lib} has the wrong arguments{}: declare it as `{signature}`.",
            other_arguments(&detail)
        ),
        Probe::Future => format!(
            "`{function}` in {lib} cannot be awaited ({detail}): declare it as `{signature}`."
        ),
        Probe::Output if !signature.contains("async") && detail.contains("future") => format!(
            "`{function}` in {lib} returns a future, like an `async fn`; it should be a regular function: `{signature}`."
        ),
        Probe::Output => format!(
            "`{function}` in {lib} returns the wrong type ({detail}): declare it as `{signature}`."
        ),
    }
}

/// Turns around the compiler's text on an argument: the type that it expects is the one the learner wrote.
fn other_arguments(detail: &str) -> String {
    detail
        .strip_prefix("expected ")
        .and_then(|rest| rest.split_once(", found "))
        .map_or_else(String::new, |(written, asked)| {
            format!(" (expected {asked}, found {written})")
        })
}
