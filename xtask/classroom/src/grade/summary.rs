//! The summary at the end of a batch.

use crate::class::{Graded, GradedStatus, Person};
use grader::outcome::{CheckStatus, TaskOutcome};
use std::{collections::BTreeMap, fmt::Write, path::Path, time::Duration};

/// The result of a submission in short.
#[derive(Clone, Debug)]
pub(super) struct Brief {
    /// Its name.
    pub name: String,
    /// Whether it has a grade.
    pub status: GradedStatus,
    /// The score.
    pub score: u32,
    /// The maximum score.
    pub max_score: u32,
    /// The counted checks that failed.
    pub failed: Vec<Mistake>,
    /// Remarks for the teacher.
    pub notes: Vec<String>,
}

/// A counted check that failed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mistake {
    number: u32,
    task: String,
    check: String,
}

/// Everything that happened in a batch.
#[derive(Clone, Debug, Default)]
pub(super) struct Summary {
    /// Submissions whose result was written.
    pub written: Vec<Brief>,
    /// Submissions whose result was up to date.
    pub unchanged: Vec<Brief>,
    /// People on the roster without a submission.
    pub not_submitted: Vec<Person>,
    /// The names of submissions whose author is not on the roster.
    pub unexpected: Vec<String>,
    /// Entries that are not submissions, each with the reason.
    pub skipped: Vec<String>,
    /// The names of submissions that have a result and were removed since.
    pub gone: Vec<String>,
    /// Other remarks for the teacher.
    pub notes: Vec<String>,
    /// The duration of the batch.
    pub took: Duration,
}

/// The maximum number of lines below a heading.
const MAX_LINES: usize = 10;

impl Brief {
    /// Summarizes a result.
    pub(super) fn new(graded: &Graded) -> Self {
        let failed = |task: &TaskOutcome| {
            let failed = task
                .checks
                .iter()
                .filter(|check| !check.stretch && check.status == CheckStatus::Failed);
            let mistakes = failed.map(|check| Mistake {
                number: task.number,
                task: task.task.clone(),
                check: check.id.clone(),
            });
            mistakes.collect::<Vec<_>>()
        };
        Self {
            name: graded.result.submission.clone(),
            status: graded.status,
            score: graded.result.score,
            max_score: graded.result.max_score,
            failed: graded.result.tasks.iter().flat_map(failed).collect(),
            notes: graded.notes.clone(),
        }
    }
}

impl Summary {
    /// The submissions without a grade.
    pub(super) fn without_grade(&self) -> impl Iterator<Item = &Brief> {
        self.all()
            .filter(|brief| brief.status != GradedStatus::Graded)
    }

    fn all(&self) -> impl Iterator<Item = &Brief> {
        self.written.iter().chain(&self.unchanged)
    }

    /// The summary as text.
    pub(super) fn text(&self, dir: &Path) -> String {
        let mut text = String::new();
        let without_grade: Vec<&Brief> = self.without_grade().collect();
        let written = self
            .written
            .iter()
            .filter(|brief| brief.status == GradedStatus::Graded);
        let _ = write!(
            text,
            "{} graded in {:.0} s",
            written.count(),
            self.took.as_secs_f64()
        );
        let unchanged = self
            .unchanged
            .iter()
            .filter(|brief| brief.status == GradedStatus::Graded);
        match unchanged.count() {
            0 => {}
            unchanged => {
                let _ = write!(text, ", {unchanged} unchanged and not graded again");
            }
        }
        if !without_grade.is_empty() {
            let _ = write!(text, ", {} could not be graded", without_grade.len());
        }
        text.push_str(".\n");
        text.push_str(&self.scores());
        lines(
            &mut text,
            "Could not be graded",
            without_grade.iter().map(|brief| {
                format!(
                    "{}: {}",
                    brief.name,
                    brief.notes.last().map_or("", String::as_str)
                )
            }),
        );
        lines(
            &mut text,
            "Remarks",
            self.all()
                .filter(|brief| brief.status == GradedStatus::Graded)
                .flat_map(|brief| {
                    brief
                        .notes
                        .iter()
                        .map(move |note| format!("{}: {note}", brief.name))
                })
                .chain(self.notes.iter().cloned()),
        );
        lines(
            &mut text,
            "Not submitted",
            self.not_submitted
                .iter()
                .map(|person| format!("{} ({})", person.name, person.id)),
        );
        lines(
            &mut text,
            "Not on the roster",
            self.unexpected.iter().cloned(),
        );
        lines(
            &mut text,
            "Skipped, not submissions",
            self.skipped.iter().cloned(),
        );
        lines(
            &mut text,
            "Removed since they were graded (their results are kept)",
            self.gone.iter().cloned(),
        );
        let _ = writeln!(
            text,
            "The results are in {}. Open report.html there to see them.",
            dir.display()
        );
        text
    }

    /// The mean score and the most common mistakes.
    fn scores(&self) -> String {
        let graded: Vec<&Brief> = self
            .all()
            .filter(|brief| brief.status == GradedStatus::Graded)
            .collect();
        let Some(most) = graded.iter().map(|brief| brief.max_score).max() else {
            return String::new();
        };
        let sum: u32 = graded.iter().map(|brief| brief.score).sum();
        let mut text = format!(
            "Mean score: {:.1} of {most}.\n",
            f64::from(sum) / graded.len() as f64
        );
        let mut mistakes: BTreeMap<&Mistake, usize> = BTreeMap::new();
        for mistake in graded.iter().flat_map(|brief| &brief.failed) {
            *mistakes.entry(mistake).or_default() += 1;
        }
        let mut mistakes: Vec<(&Mistake, usize)> = mistakes.into_iter().collect();
        mistakes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let common = mistakes
            .iter()
            .take(3)
            .map(|(Mistake { task, check, .. }, count)| {
                format!("{check} in {task} ({count} times)").replace("(1 times)", "(once)")
            });
        let common: Vec<String> = common.collect();
        if !common.is_empty() {
            let _ = writeln!(text, "Most common mistakes: {}.", common.join(", "));
        }
        text
    }
}

/// A heading with lines below it; nothing if there are no lines.
fn lines(text: &mut String, heading: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(text, "{heading}: {}", lines.len());
    for line in lines.iter().take(MAX_LINES) {
        let _ = writeln!(text, "  {}", line.replace('\n', "\n    "));
    }
    if lines.len() > MAX_LINES {
        let _ = writeln!(text, "  and {} more", lines.len() - MAX_LINES);
    }
}
