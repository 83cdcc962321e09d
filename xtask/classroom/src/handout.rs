//! `handout`: writes the learners' workspace, with stubs in place of the solutions.
//!
//! `plan` reads all files from the course. `update` compares them with the folder and decides what to do with each.
//! `folder` writes them.

mod folder;
mod lock;
mod manifest;
mod plan;
mod record;
mod summary;
#[cfg(test)]
mod tests;
mod update;

use anyhow::{Context, Result, ensure};
use folder::Folder;
use grader::{output, workspace::Workspace};
use plan::Plan;
use record::Record;
use std::{path::PathBuf, process::ExitCode};
use summary::Summary;

/// The options of `handout`.
#[derive(Debug)]
pub struct Options {
    /// The folder to write to; it must be empty or not exist.
    pub dir: PathBuf,
    /// Whether to update an existing handout.
    pub update: bool,
}

/// Writes or updates a handout, and reports on standard output.
///
/// # Errors
/// Fails if the folder is not suitable, or a file cannot be read or written.
pub fn run(options: &Options) -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    workspace.keep_temporary_files()?;
    let (course, dir) = (workspace.root(), &options.dir);
    ensure!(
        !course.join(record::FILE).exists(),
        "{} is a handout; run this command in the course, which has the solutions",
        course.display()
    );
    folder::refuse_within(course, workspace.target(), dir)?;
    let (folder, record) = if options.update {
        Folder::existing(dir)?
    } else {
        (Folder::new(dir)?, Record::default())
    };
    let plan = Plan::new(course)?;
    if let Some(problem) = &plan.lock_problem {
        output::say(format!(
            "note: the handout has the course's whole Cargo.lock, since cargo could not shorten it: {problem}"
        ));
    }

    let summary = write_plan(&folder, &record, &plan)
        .with_context(|| format!("cannot complete {}", dir.display()))?;
    output::print_text(&summary.text(&dir.display().to_string(), options.update))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes all changes. It can be run again after an interruption.
fn write_plan(folder: &Folder, record: &Record, plan: &Plan) -> Result<Summary> {
    let changes = update::changes(plan, record, |path| folder.find(path))?;
    folder.write_record(&update::record_before(plan, record))?;
    let mut summary = Summary::default();
    for &(path, change) in &changes {
        let kept = folder.apply(path, change, plan)?;
        summary.add(path, change, kept);
    }
    folder.write_record(&update::record_after(plan, record, &changes))?;
    Ok(summary)
}
