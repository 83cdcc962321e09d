//! Compiles a learner's crate into an exam program.
//!
//! `rustc` compiles the crate against prebuilt dependencies, and against a stand-in for the task that it imports.
//! No manifest, build script or configuration of a submission is read.

mod advice;
mod cache;
mod diagnostic;
mod exam_program;
mod failure;
mod fault;
mod prebuilt;
mod probe;
mod rustc;
mod rustfmt;
mod signature;
mod snapshot;
mod sorts;
mod sources;
mod toolchain;

pub use diagnostic::Diagnostic;
pub use failure::Failure;
pub use fault::{library, program};
pub use prebuilt::{Prebuilt, Progress};
pub use rustc::{Crate, Library};
pub use rustfmt::Formatting;
pub use snapshot::Snapshot;
pub use sources::is_editors_own;

use crate::{course::Task, process, sandbox::Sandbox, threads, workspace::Workspace};
use anyhow::Result;
use serde::{Deserialize, Serialize};
use sources::SourcesOutcome;
pub use sources::{MAX_CRATE, MAX_FILE, MAX_FILES};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// Prepares the crates that learners' crates are compiled against. The first time, cargo builds them and shows its
/// progress.
///
/// # Errors
/// Fails if the toolchain cannot be found, if cargo cannot build, or if the compiler does not work in `sandbox`.
pub fn prepare(workspace: &Workspace, sandbox: Sandbox, progress: Progress) -> Result<Prebuilt> {
    let folder = workspace.own_folder();
    fs_err::create_dir_all(&folder)?;
    let prebuilt = Prebuilt::find_or_build(workspace, progress)?;
    probe::confine(prebuilt, sandbox, &folder)
}

/// A learner's crate for one task.
#[derive(Clone, Debug)]
pub struct Submitted {
    /// The task.
    pub task: &'static Task,
    /// The folder that paths in messages are relative to.
    pub base: PathBuf,
    /// The crate's root file, relative to `base`.
    pub lib: PathBuf,
}

impl Submitted {
    /// The crate for `task` in a submission folder.
    pub fn in_folder(folder: &Path, task: &'static Task) -> Self {
        Self {
            task,
            base: folder.to_owned(),
            lib: [task.name, "src", "lib.rs"].iter().collect(),
        }
    }
}

/// The result of compiling a learner's crate.
#[derive(Clone, Debug)]
pub enum Compiled {
    /// It compiles, and its function can be called.
    Built(Built),
    /// There is no such crate.
    Missing,
    /// It failed a gate.
    Rejected {
        /// The gate.
        gate: Gate,
        /// Why, for the learner.
        message: String,
        /// Where the error comes from.
        cause: Cause,
    },
}

/// Where an error comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The learner's source.
    Source,
    /// Perhaps the machine: the error has no place in the learner's source, or is about a crate that learners may use.
    Unclear,
}

/// A check that all other checks depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// The crate has to compile.
    Compiles,
    /// The function has to have the required signature.
    Signature,
}

/// A crate that compiles, linked to the examiner.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Built {
    /// The exam program.
    pub program: PathBuf,
    /// The crate's source files, relative to its base.
    pub files: Vec<PathBuf>,
    /// The warnings of the compiler.
    pub(crate) warnings: Vec<Diagnostic>,
    /// What is wrong with the task's constant, if anything.
    pub constant_problem: Option<String>,
    /// The result of rustfmt.
    pub formatting: Formatting,
    /// The sorts of the standard library that the crate uses.
    pub sorts: Vec<String>,
}

/// Compiles a learner's crate and links it to the examiner, in the folder `out`.
///
/// If `out` contains a build of the same sources with the same tools, that is returned.
///
/// # Errors
/// Fails if the grader itself cannot do its work, never because of the learner's code.
pub fn compile(submitted: &Submitted, prebuilt: &Prebuilt, out: &Path) -> Result<Compiled> {
    let sources = match sources::read_sources(submitted)? {
        SourcesOutcome::Accepted(sources) => sources,
        SourcesOutcome::Missing => return Ok(Compiled::Missing),
        SourcesOutcome::Refused(message) => {
            return Ok(rejected(Gate::Compiles, message, Cause::Source));
        }
    };
    if let Some(built) = cache::load(out, submitted, &sources, prebuilt) {
        return Ok(Compiled::Built(built));
    }
    cache::clear(out)?;
    let compiled = compile_anew(submitted, prebuilt, out)?;
    if let Compiled::Built(built) = &compiled {
        cache::store(out, submitted, &sources, prebuilt, built)?;
    }
    Ok(compiled)
}

/// The two compiler calls that [`compile`] makes for a crate that compiles. The second needs the output of the first,
/// and the source of the exam program that [`compile`] leaves in `out`.
pub fn calls(submitted: &Submitted, prebuilt: &Prebuilt, out: &Path) -> [Command; 2] {
    let library = learners_crate(submitted, prebuilt, out);
    let file = rustc::library_file(&library, out);
    let exam = exam_program::exam(submitted.task.name, &file, prebuilt, out);
    [
        rustc::library_call(&library, prebuilt, out),
        rustc::program_call(&exam, prebuilt, out),
    ]
}

fn learners_crate<'a>(submitted: &'a Submitted, prebuilt: &Prebuilt, out: &'a Path) -> Crate<'a> {
    Crate {
        name: submitted.task.name,
        base: &submitted.base,
        root: &submitted.lib,
        imports: submitted
            .task
            .imports
            .map(|import| (import.name, prebuilt.stand_in(import.name)))
            .into_iter()
            .collect(),
        libraries: out,
    }
}

fn compile_anew(submitted: &Submitted, prebuilt: &Prebuilt, out: &Path) -> Result<Compiled> {
    let krate = learners_crate(submitted, prebuilt, out);
    let library = match fault::library(&krate, prebuilt, out)? {
        Ok(library) => library,
        Err(failure) => {
            let message = failure.explain(submitted.task);
            return Ok(rejected(Gate::Compiles, message, failure.cause()));
        }
    };
    if let Some((path, problem)) = sources::first_rejected(submitted, &library.files) {
        let message = format!("the crate includes {path:?}, which {problem}.");
        return Ok(rejected(Gate::Compiles, message, Cause::Source));
    }
    let files = library.files;
    std::thread::scope(|scope| {
        let formatting =
            threads::spawn_scoped(scope, || rustfmt::rustfmt(&krate, &files, prebuilt))?;
        let linked = match signature::link(submitted, &library.file, prebuilt, out)? {
            Ok(linked) => linked,
            Err(rejected) => return Ok(rejected),
        };
        let formatting = formatting.join().expect("asking rustfmt does not panic")?;
        Ok(Compiled::Built(Built {
            program: linked.program,
            files: files.clone(),
            warnings: library.warnings,
            constant_problem: linked.constant_problem,
            formatting,
            sorts: library.sorts,
        }))
    })
}

fn rejected(gate: Gate, message: String, cause: Cause) -> Compiled {
    Compiled::Rejected {
        gate,
        message,
        cause,
    }
}

/// The limits of the compiler for one crate.
const COMPILE_LIMITS: process::Limits = process::Limits {
    // On a busy machine, the processor time is used up long before.
    wall: std::time::Duration::from_secs(180),
    cpu_seconds: 10,
    memory: 6 << 30,
    data: 6 << 30,
    resident: 2 << 30,
    open_files: 1024,
    file_size: 64 << 20,
    nice: 0,
};
