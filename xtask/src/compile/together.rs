//! All tasks of a submission in one crate, with their exams: a single call of the compiler, in a third of the time that
//! one for each takes.
//!
//! This is a short way for what compiles, and means the same in one crate. It never tells what is wrong with a task: such
//! a task is left to be compiled by itself.

use super::{
    Built, Diagnostic, Failure, Prebuilt, Submitted,
    diagnostic::Span,
    exam_program::{exam_of, main},
    joinable, learners_crate,
    rustc::{self, Crate},
    rustfmt::{self, Formatting},
    sources::{self, Intake},
};
use anyhow::{Context, Result};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Compiles what can be compiled together, in the folder `out`. `None` for each crate that has to be compiled by itself.
pub(super) fn compile(
    submitted: &[Submitted],
    prebuilt: &Prebuilt,
    out: &Path,
) -> Result<Vec<Option<Built>>> {
    fs::create_dir_all(out).with_context(|| format!("cannot create {}", out.display()))?;
    let mut joined = Vec::new();
    for submitted in submitted {
        if is_joinable(submitted)? {
            joined.push(submitted);
        }
    }
    let mut built = BTreeMap::new();
    // One by itself takes no longer.
    while joined.len() > 1 {
        match link(&joined, prebuilt, out)? {
            Ok(linked) => {
                built = linked.share_out(&joined, prebuilt, out)?;
                break;
            }
            Err(blamed) if blamed.is_empty() => break,
            Err(blamed) => joined.retain(|submitted| !blamed.contains(&submitted.task.number)),
        }
    }
    Ok(submitted
        .iter()
        .map(|submitted| built.remove(&submitted.task.number))
        .collect())
}

/// Whether a crate is a single file that may as well be a module.
fn is_joinable(submitted: &Submitted) -> Result<bool> {
    let Intake::Accepted(sources) = sources::take_in(submitted)? else {
        return Ok(false);
    };
    let is_single = sources.files == [submitted.lib.clone()];
    let lib = submitted.base.join(&submitted.lib);
    Ok(is_single
        && lib.to_str().is_some()
        && sources::read(&lib)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .is_some_and(|text| joinable::is_joinable(submitted.task, &text)))
}

/// A program with the exams of several tasks.
struct Linked {
    program: PathBuf,
    /// The numbers of the tasks that the compiler warns about.
    warned: Vec<u32>,
}

/// Links the exams of several tasks, or tells which of them the compiler complains about.
fn link(
    joined: &[&Submitted],
    prebuilt: &Prebuilt,
    out: &Path,
) -> Result<std::result::Result<Linked, Vec<u32>>> {
    let source = source(joined);
    let root = out.join("exam.rs");
    fs::write(&root, &source).with_context(|| format!("cannot write {}", root.display()))?;
    let stand_ins = joined.iter().filter_map(|submitted| submitted.task.imports);
    let mut imports: BTreeMap<&str, PathBuf> = stand_ins
        .map(|import| (import.name, prebuilt.stand_in(import.name)))
        .collect();
    imports.insert("examiner", prebuilt.library("examiner").to_owned());
    let of = Crate {
        name: "exam",
        base: &joined[0].base,
        root: &root,
        imports: imports.into_iter().collect(),
        libraries: out,
    };
    let tasks = |diagnostics: &[Diagnostic]| -> Vec<u32> {
        let of = |diagnostic| tasks_of(diagnostic, joined, &root, &source);
        diagnostics.iter().flat_map(of).collect()
    };
    Ok(match rustc::program(&of, prebuilt, out)? {
        Ok(program) => Ok(Linked {
            program: program.file,
            warned: tasks(&program.warnings),
        }),
        Err(Failure::Errors(all)) => {
            let errors: Vec<Diagnostic> = all
                .into_iter()
                .filter(Diagnostic::is_error_somewhere)
                .collect();
            Err(tasks(&errors))
        }
        Err(_) => Err(Vec::new()),
    })
}

/// What a section about a task begins with, before its number.
const SECTION: &str = "//~ task ";

/// The program: a section for each task, with its crate as a module.
fn source(joined: &[&Submitted]) -> String {
    let mut source = "//! The exams of several tasks.\n".to_owned();
    for submitted in joined {
        let task = submitted.task;
        let file = submitted.base.join(&submitted.lib);
        source += &format!(
            "{SECTION}{}\n#[path = {:?}]\npub mod {};\n{}",
            task.number,
            file.to_string_lossy(),
            task.name,
            exam_of(task, &format!("crate::{}", task.name), true)
        );
    }
    source + SECTION + "none\n" + &main(joined.iter().map(|submitted| submitted.task))
}

/// The tasks that a diagnostic may be about: by their files, or by the sections of the program. Where it is about none of
/// these, it may be about any.
fn tasks_of(diagnostic: &Diagnostic, joined: &[&Submitted], root: &Path, source: &str) -> Vec<u32> {
    let of_span = |span: &Span| {
        let file = Path::new(&span.file_name);
        if file == root {
            let until = source.lines().take(span.line_start);
            let section = until.filter_map(|line| line.strip_prefix(SECTION)).last()?;
            return section.parse().ok();
        }
        let of = joined.iter().find(|submitted| submitted.lib == file)?;
        Some(of.task.number)
    };
    let tasks: Vec<u32> = diagnostic.spans.iter().filter_map(of_span).collect();
    if tasks.is_empty() {
        return joined
            .iter()
            .map(|submitted| submitted.task.number)
            .collect();
    }
    tasks
}

impl Linked {
    /// What every task has of it, by the tasks' numbers. A crate's own warnings are asked for again, for it alone: a
    /// module of a program has others, if any.
    fn share_out(
        &self,
        joined: &[&Submitted],
        prebuilt: &Prebuilt,
        out: &Path,
    ) -> Result<BTreeMap<u32, Built>> {
        let clean = rustfmt::clean(joined, prebuilt)?;
        let mut built = BTreeMap::new();
        for submitted in joined {
            let of = learners_crate(submitted, prebuilt, out);
            let warnings = if self.warned.contains(&submitted.task.number) {
                match rustc::warnings(&of, prebuilt, out)? {
                    Ok(warnings) => warnings,
                    Err(_) => continue,
                }
            } else {
                Vec::new()
            };
            let is_clean = |clean: &&Submitted| clean.task.number == submitted.task.number;
            let formatting = if clean.iter().any(is_clean) {
                Formatting::Clean
            } else {
                rustfmt::rustfmt(&of, prebuilt)?
            };
            let of_task = Built {
                program: self.program.clone(),
                files: vec![submitted.lib.clone()],
                warnings,
                constant_problem: None,
                formatting,
            };
            built.insert(submitted.task.number, of_task);
        }
        Ok(built)
    }
}
