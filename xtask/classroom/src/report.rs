//! The reports of a class, one module per format.

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
    /// The file name, with its extension.
    fn file_name(&self) -> &'static str;

    /// The file's contents.
    ///
    /// # Errors
    /// Fails if the class cannot be written in this format.
    fn contents(&self, class: &Class) -> Result<Vec<u8>>;

    /// Remarks for the teacher.
    fn remarks(&self, class: &Class) -> Vec<String> {
        let _ = class;
        Vec::new()
    }
}

/// The reports that `grade` writes.
const REPORTS: [&dyn ClassFormat; 3] = [&gradebook::Gradebook, &junit::JUnit, &html::Page];

/// Writes all reports of a class into a folder, each atomically.
///
/// # Errors
/// Fails if a report cannot be written.
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

/// A task's number and name in results. Results of an older course may use the same number for another task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TaskName<'a> {
    number: u32,
    name: &'a str,
}

impl<'a> TaskName<'a> {
    fn new(task: &'a TaskOutcome) -> Self {
        Self {
            number: task.number,
            name: &task.task,
        }
    }

    /// The task's outcome in a submission, if it was graded.
    fn outcome(self, graded: &Graded) -> Option<&TaskOutcome> {
        let mut tasks = graded.result.tasks.iter();
        tasks.find(|task| TaskName::new(task) == self)
    }

    /// The task's outcomes in all submissions with a grade.
    fn outcomes(self, class: &Class) -> impl Iterator<Item = &TaskOutcome> {
        let graded = class
            .graded
            .iter()
            .filter(|graded| graded.grade().is_some());
        graded.filter_map(move |graded| self.outcome(graded))
    }
}

/// The graded tasks.
fn tasks(class: &Class) -> Vec<TaskName<'_>> {
    let all = class.graded.iter().flat_map(|graded| &graded.result.tasks);
    let mut tasks: Vec<TaskName<'_>> = all.map(TaskName::new).collect();
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

/// The maximum score, if any submission has a grade.
pub(crate) fn maximum(class: &Class) -> Option<u32> {
    let grades = class.graded.iter().filter_map(Graded::grade);
    grades.map(|(_, maximum)| maximum).max()
}

/// The state of a submission, in words.
pub(crate) fn state(graded: &Graded) -> &'static str {
    match (graded.grade(), graded.status) {
        (Some(_), _) => "graded",
        (None, GradedStatus::Unreadable) => "unreadable",
        (None, GradedStatus::Error | GradedStatus::Graded) => "grader error",
    }
}

/// The [`state`] of people without a submission.
pub(crate) const NOT_SUBMITTED: &str = "not submitted";
/// The [`state`] of a submission without a result.
pub(crate) const NOT_GRADED: &str = "not graded yet";
/// The [`state`] of a submission whose results differ.
pub(crate) const CONTRADICTING: &str = "contradicting results";

#[cfg(test)]
mod tests {
    use super::{REPORTS, sample};
    use grader::output::visible;

    #[test]
    fn no_report_hands_on_what_text_hides() {
        const HOSTILE: &str = "x\u{1b}[2J\u{202e}\u{200b}\u{9b}\u{7f}";
        let mut class = sample::class();
        for graded in &mut class.graded {
            graded.result.submission += HOSTILE;
            graded.notes.push(HOSTILE.to_owned());
            for task in &mut graded.result.tasks {
                task.task += HOSTILE;
                for check in &mut task.checks {
                    check.title += HOSTILE;
                    check.message += HOSTILE;
                }
            }
        }
        class.missing.push(HOSTILE.to_owned());
        class.not_submitted[0].name += HOSTILE;
        class.contradicting[0].name += HOSTILE;
        for format in REPORTS {
            let contents = String::from_utf8(format.contents(&class).unwrap()).unwrap();
            let contents = contents.replace("\r\n", "\n");
            assert!(visible(&contents) == contents, "{}", format.file_name());
        }
    }
}
