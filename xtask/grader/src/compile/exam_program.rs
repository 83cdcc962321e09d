//! The exam program: a few generated lines that link a learner's function to the examiner.
//!
//! Each line asks for one thing, so that a line that does not compile tells what is wrong with the function.

use super::{
    Cause, Compiled, Diagnostic, Failure, Gate, Prebuilt, Submitted, fault, rejected, rustc::Crate,
};
use crate::course::{Shape, Task};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The root file of an exam program.
const ROOT: &str = "exam.rs";

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
        let source = write(task, task.name, constant_problem.is_none(), out)?;
        let exam = exam(task.name, library, prebuilt, out);
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

/// Writes the source of an exam program into the folder `out`, and returns it. The function of the task is in the crate
/// `name`.
pub(super) fn write(task: &Task, name: &str, with_constant: bool, out: &Path) -> Result<String> {
    let source = source(task, name, with_constant);
    let root = out.join(ROOT);
    fs::write(&root, &source).with_context(|| format!("cannot write {}", root.display()))?;
    Ok(source)
}

/// The exam program of the crate `name`, whose source is in the folder `out`.
pub(super) fn exam<'a>(
    name: &'a str,
    library: &Path,
    prebuilt: &Prebuilt,
    out: &'a Path,
) -> Crate<'a> {
    Crate {
        name: "exam",
        base: out,
        root: Path::new(ROOT),
        imports: vec![
            (name, library.to_owned()),
            ("examiner", prebuilt.library("examiner").to_owned()),
        ],
        libraries: out,
    }
}

/// What a line of the exam program asks for.
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

/// The source of the exam program of a task, whose function is in the crate `name`.
fn source(task: &Task, name: &str, with_constant: bool) -> String {
    let function = task.function;
    let (declare, pass) = if with_constant {
        // Only a constant can be a pattern, and only a `u32` can be compared with one.
        (
            format!(
                "const DEFAULT: u32 = ::{name}::DEFAULT_MAX_DELAY; //~ constant\n\
                 const _: () = {{ let ::{name}::DEFAULT_MAX_DELAY = DEFAULT else {{ panic!() }}; }}; //~ constant\n"
            ),
            "Some(DEFAULT)",
        )
    } else {
        (String::new(), "None")
    };
    let body = match task.shape {
        Shape::Number => format!(
            "{declare}
fn main() -> std::process::ExitCode {{
    examiner::number({pass}, |max_delay: u32| async move {{
        let future = {function}(max_delay); //~ arguments
        let result = future.await; //~ future
        let result: f64 = result; //~ output
        result
    }})
}}"
        ),
        Shape::Blocking => format!(
            "fn main() -> std::process::ExitCode {{
    examiner::blocking(|n: usize, max_delay: u32| {{
        let result = {function}(n, max_delay); //~ arguments
        let result: f64 = result; //~ output
        result
    }})
}}"
        ),
        Shape::Task => format!(
            "fn main() -> std::process::ExitCode {{
    examiner::task(|max_delay: u32| {{
        let result = {function}(max_delay); //~ arguments
        let result: tokio::task::JoinHandle<f64> = result; //~ output
        result
    }})
}}"
        ),
        Shape::List => format!(
            "fn main() -> std::process::ExitCode {{
    examiner::list(|n: usize, max_delay: u32| async move {{
        let future = {function}(n, max_delay); //~ arguments
        let result = future.await; //~ future
        let result: Vec<f64> = result; //~ output
        result
    }})
}}"
        ),
    };
    format!("use ::{name}::{function}; //~ exists\n{body}\n")
}

/// The first line of the exam program that the compiler complains about, by what it asks for.
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
                .find(|span| span.file_name == ROOT && span.is_primary)?;
            let line = source.lines().nth(span.line_start.checked_sub(1)?)?;
            let (probe, _) = Probe::ALL.iter().find(|(_, mark)| line.ends_with(mark))?;
            Some((*probe, error))
        })
        .collect();
    // What is wrong with the function matters more than what is wrong with the constant.
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
            "`{function}` in {lib} takes other arguments than asked for{}: declare it as `{signature}`.",
            other_arguments(&detail)
        ),
        Probe::Future => format!(
            "`{function}` in {lib} cannot be awaited ({detail}): declare it as `{signature}`."
        ),
        Probe::Output if !signature.contains("async") && detail.contains("future") => format!(
            "`{function}` in {lib} gives a future, as an `async fn` does; it should be a regular function: `{signature}`."
        ),
        Probe::Output => format!(
            "`{function}` in {lib} returns something else than asked for ({detail}): declare it as `{signature}`."
        ),
    }
}

/// What the compiler says of an argument of the examiner, turned round: what it expects is what the learner has written.
fn other_arguments(detail: &str) -> String {
    detail
        .strip_prefix("expected ")
        .and_then(|rest| rest.split_once(", found "))
        .map_or_else(String::new, |(written, asked)| {
            format!(" (expected {asked}, found {written})")
        })
}
