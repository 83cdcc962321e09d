//! What is said when a batch has ended.

use crate::class::{Graded, GradedStatus, Person};
use grader::outcome::{CheckStatus, TaskOutcome};
use std::{collections::BTreeMap, fmt::Write, path::Path, time::Duration};

/// What a submission has come to, in short.
#[derive(Clone, Debug)]
pub(super) struct Brief {
    /// Its name.
    pub name: String,
    /// Whether that is a grade.
    pub status: GradedStatus,
    /// Points reached.
    pub score: u32,
    /// Points to be had.
    pub max_score: u32,
    /// The counted checks that failed.
    pub failed: Vec<Mistake>,
    /// What a teacher should know.
    pub notes: Vec<String>,
}

/// A counted check that failed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mistake {
    number: u32,
    task: String,
    check: String,
}

/// What has happened in a batch.
#[derive(Clone, Debug, Default)]
pub(super) struct Summary {
    /// Those whose results were written now.
    pub written: Vec<Brief>,
    /// Those whose results were there already.
    pub unchanged: Vec<Brief>,
    /// Those on the roster of whom there is no submission.
    pub not_submitted: Vec<Person>,
    /// The names of submissions of nobody on the roster.
    pub unexpected: Vec<String>,
    /// What was no submission, and why.
    pub skipped: Vec<String>,
    /// The names of submissions with results that are not there any more.
    pub gone: Vec<String>,
    /// What else a teacher should look at.
    pub notes: Vec<String>,
    /// How long it took.
    pub took: Duration,
}

/// How many lines of one kind are shown.
const MOST_LINES: usize = 10;

impl Brief {
    /// A result in short.
    pub(super) fn of(graded: &Graded) -> Self {
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
    /// Those of whom there is no grade.
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
            "To look at",
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
            "Of nobody on the roster",
            self.unexpected.iter().cloned(),
        );
        lines(
            &mut text,
            "No submissions, and skipped",
            self.skipped.iter().cloned(),
        );
        lines(
            &mut text,
            "Graded before, and not there any more (their results are kept)",
            self.gone.iter().cloned(),
        );
        let _ = writeln!(
            text,
            "The results are in {}; report.html there shows them.",
            dir.display()
        );
        text
    }

    /// The mean score and the commonest mistakes.
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
        let commonest = mistakes
            .iter()
            .take(3)
            .map(|(Mistake { task, check, .. }, count)| {
                format!("{check} in {task} ({count} times)").replace("(1 times)", "(once)")
            });
        let commonest: Vec<String> = commonest.collect();
        if !commonest.is_empty() {
            let _ = writeln!(text, "Commonest mistakes: {}.", commonest.join(", "));
        }
        text
    }
}

/// A heading with some lines, if there are any.
fn lines(text: &mut String, heading: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(text, "{heading}: {}", lines.len());
    for line in lines.iter().take(MOST_LINES) {
        let _ = writeln!(text, "  {}", line.replace('\n', "\n    "));
    }
    if lines.len() > MOST_LINES {
        let _ = writeln!(text, "  and {} more", lines.len() - MOST_LINES);
    }
}
