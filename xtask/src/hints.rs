//! Decides which hint comes next.
//!
//! [`next`] is a pure function of the [`Memory`], which is kept in a file between calls.

mod memory;
pub mod texts;

pub use memory::{Memory, forget_passed};

use grader::{
    course::{self, Task},
    outcome::{CheckOutcome, CheckStatus, TaskOutcome, TaskStatus},
};

/// The advice for a learner about a task.
#[must_use]
#[derive(Clone, Debug)]
pub enum Advice<'a> {
    /// A hint.
    Hint(Hint<'a>),
    /// All counted checks pass, and no other check fails.
    Complete {
        /// The next task, unless this is the last one.
        next: Option<&'static Task>,
    },
    /// This check has no verdict, and no other check fails, so there is no hint.
    NoVerdict(&'a CheckOutcome),
}

/// A hint for a task.
#[derive(Clone, Debug)]
pub struct Hint<'a> {
    /// The crate of the task.
    pub task: &'a str,
    /// The check or the state of the task that the hint is about.
    pub about: About<'a>,
    /// The number of the step, from 1.
    pub step: usize,
    /// The number of steps.
    pub count: usize,
    /// Whether all steps were given, and this is the first one again.
    pub starts_again: bool,
    /// The hint: one paragraph per line, and lines of code that begin with [`texts::CODE`].
    pub text: &'static str,
}

/// The subject of a hint.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// A failing check.
    Check(&'a CheckOutcome),
    /// A task that still contains its `todo!`.
    NotStarted,
    /// A missing task.
    Missing,
}

impl About<'_> {
    /// The name under which its hints are listed and remembered.
    pub fn id(&self) -> &str {
        match self {
            Self::Check(check) => &check.id,
            Self::NotStarted => texts::NOT_STARTED,
            Self::Missing => texts::MISSING,
        }
    }
}

/// The next advice about a task: the next hint for its first failing check. Counted checks come before stretch checks.
///
/// # Panics
/// Panics if the outcome is of a task or a check that the course does not list.
pub fn next<'a>(memory: &Memory, outcome: &'a TaskOutcome) -> Advice<'a> {
    let task = course::task(&outcome.task).expect("outcomes are of tasks of the course");
    let hint = |about: About<'a>| {
        let steps = texts::steps(task, about.id());
        let given = memory.given(task.name, about.id());
        let starts_again = given >= steps.len();
        let step = if starts_again { 1 } else { given + 1 };
        Advice::Hint(Hint {
            task: task.name,
            about,
            step,
            count: steps.len(),
            starts_again,
            text: &steps[step - 1],
        })
    };
    let first = |status, stretch| {
        outcome
            .checks
            .iter()
            .find(|check| check.status == status && check.stretch == stretch)
    };
    if outcome.status == TaskStatus::Missing {
        hint(About::Missing)
    } else if !outcome.started {
        hint(About::NotStarted)
    } else if let Some(check) = first(CheckStatus::Failed, false) {
        hint(About::Check(check))
    } else if let Some(check) =
        first(CheckStatus::Error, false).or(first(CheckStatus::Skipped, false))
    {
        Advice::NoVerdict(check)
    } else if let Some(check) = first(CheckStatus::Failed, true) {
        hint(About::Check(check))
    } else if let Some(check) = first(CheckStatus::Error, true) {
        Advice::NoVerdict(check)
    } else {
        Advice::Complete {
            next: course::TASKS
                .iter()
                .find(|other| other.number == task.number + 1),
        }
    }
}
