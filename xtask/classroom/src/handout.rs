//! `handout`: the learners' workspace, with stubs in place of the solutions.
//!
//! First all files are planned, from the course's own (`plan`); then they are compared with what stands in the
//! folder, and what becomes of each is decided (`update`); then they are written (`folder`).

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

/// Where to write a handout, and how.
#[derive(Debug)]
pub struct Options {
    /// The folder to write to; it has to be empty, or not there yet.
    pub dir: PathBuf,
    /// Whether to renew a handout that stands there.
    pub update: bool,
}

/// Writes a handout, or renews one, and says on standard output what was done.
///
/// # Errors
/// Fails if the folder is not fit for that, or a file cannot be read or written.
pub fn run(options: &Options) -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    workspace.keep_temporary_files()?;
    let (course, dir) = (workspace.root(), &options.dir);
    ensure!(
        !course.join(record::FILE).exists(),
        "{} is a handout itself; a handout can be made of the course only, which has the solutions",
        course.display()
    );
    folder::refuse_within(course, workspace.target(), dir)?;
    let (folder, record) = if options.update {
        Folder::existing(dir)?
    } else {
        (Folder::new(dir)?, Record::default())
    };
    let plan = Plan::of(course)?;
    if let Some(problem) = &plan.lock_problem {
        output::say(format!(
            "note: Cargo.lock is that of the course, cargo could not shorten it: {problem}"
        ));
    }

    let summary = renew(&folder, &record, &plan)
        .with_context(|| format!("cannot complete {}", dir.display()))?;
    output::print_text(&summary.text(&dir.display().to_string(), options.update))?;
    Ok(ExitCode::SUCCESS)
}

/// Makes a folder what the plan says. Whenever this is interrupted, it can be done again.
fn renew(folder: &Folder, record: &Record, plan: &Plan) -> Result<Summary> {
    let changes = update::changes(plan, record, |path| folder.find(path))?;
    folder.remember(&update::record_before(plan, record))?;
    let mut summary = Summary::default();
    for &(path, change) in &changes {
        let kept = folder.make(path, change, plan)?;
        summary.add(path, change, kept);
    }
    folder.remember(&update::record_after(plan, record, &changes))?;
    Ok(summary)
}
