//! The reports of a class: one file each.

mod command;
mod gradebook;
mod html;
mod junit;
#[cfg(test)]
pub(crate) mod sample;

use crate::class::{Class, Graded, GradedStatus};
use anyhow::{Context, Result};
use grader::{course::TASKS, files::write_atomically, outcome::TaskOutcome};
use std::path::Path;

pub use command::{Options, run};

/// A format in which a whole class is reported.
pub trait ClassFormat {
    /// The name of the file, with its ending.
    fn file_name(&self) -> &'static str;

    /// The file's contents.
    ///
    /// # Errors
    /// Fails if the class cannot be written in this format.
    fn contents(&self, class: &Class) -> Result<Vec<u8>>;

    /// What a teacher has to know about it, if anything.
    fn remarks(&self, class: &Class) -> Vec<String> {
        let _ = class;
        Vec::new()
    }
}

/// What `grade` writes beside the results.
const REPORTS: [&dyn ClassFormat; 3] = [&gradebook::Gradebook, &junit::JUnit, &html::Page];

/// Writes all reports of a class into a folder, each whole or not at all.
///
/// # Errors
/// Fails if one of them cannot be written.
pub fn write_class(class: &Class, dir: &Path) -> Result<()> {
    fs_err::create_dir_all(dir)?;
    for format in REPORTS {
        let contents = format
            .contents(class)
            .with_context(|| format!("cannot make {}", format.file_name()))?;
        write_atomically(&dir.join(format.file_name()), &contents)?;
    }
    Ok(())
}

/// A task as results name it. An older course may have had another task with the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TaskName<'a> {
    number: u32,
    name: &'a str,
}

impl<'a> TaskName<'a> {
    fn of(task: &'a TaskOutcome) -> Self {
        Self {
            number: task.number,
            name: &task.task,
        }
    }

    /// What became of this task in a submission, if it was graded on it.
    fn outcome(self, graded: &Graded) -> Option<&TaskOutcome> {
        let mut tasks = graded.result.tasks.iter();
        tasks.find(|task| TaskName::of(task) == self)
    }

    /// What became of this task in all submissions that have a grade.
    fn outcomes(self, class: &Class) -> impl Iterator<Item = &TaskOutcome> {
        let graded = class
            .graded
            .iter()
            .filter(|graded| graded.grade().is_some());
        graded.filter_map(move |graded| self.outcome(graded))
    }
}

/// The tasks that the class was graded on.
fn tasks(class: &Class) -> Vec<TaskName<'_>> {
    let all = class.graded.iter().flat_map(|graded| &graded.result.tasks);
    let mut tasks: Vec<TaskName<'_>> = all.map(TaskName::of).collect();
    tasks.sort_unstable();
    tasks.dedup();
    if tasks.is_empty() {
        tasks.extend(TASKS.iter().map(|task| TaskName {
            number: task.number,
            name: task.name,
        }));
    }
    tasks
}

/// The points to be had, if there is a grade to tell them from.
pub(crate) fn maximum(class: &Class) -> Option<u32> {
    let grades = class.graded.iter().filter_map(Graded::grade);
    grades.map(|(_, maximum)| maximum).max()
}

/// What a submission has come to, in words.
pub(crate) fn state(graded: &Graded) -> &'static str {
    match (graded.grade(), graded.status) {
        (Some(_), _) => "graded",
        (None, GradedStatus::Unreadable) => "unreadable",
        (None, GradedStatus::Error | GradedStatus::Graded) => "grader error",
    }
}

/// [`state`] of those of whom there is no submission.
pub(crate) const NOT_SUBMITTED: &str = "not submitted";
/// [`state`] of a submission of which there is no result.
pub(crate) const NOT_GRADED: &str = "not graded yet";
/// [`state`] of a submission of which the results differ.
pub(crate) const CONTRADICTING: &str = "contradicting results";
