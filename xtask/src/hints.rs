//! Which hint comes next for a learner, and how far they have come.
//!
//! [`next`] decides from what is known and touches nothing; [`Memory`] is kept in a file between calls.

mod memory;
pub mod texts;

pub use memory::{Memory, forget_what_passes};

use grader::{
    course::{self, Task},
    outcome::{CheckOutcome, CheckStatus, TaskOutcome, TaskStatus},
};

/// What there is to say to a learner about a task.
#[must_use]
#[derive(Clone, Debug)]
pub enum Advice<'a> {
    /// A hint.
    Hint(Hint<'a>),
    /// All that is asked for holds, and nothing beyond it is known to fail.
    Complete {
        /// The task that follows, if it is not the last one.
        next: Option<&'static Task>,
    },
    /// This check could not be told, and nothing else fails: there is nothing to hint at.
    Untold(&'a CheckOutcome),
}

/// A hint for a task.
#[derive(Clone, Debug)]
pub struct Hint<'a> {
    /// The crate of the task.
    pub task: &'a str,
    /// What it is about.
    pub about: About<'a>,
    /// Which step it is, from 1.
    pub step: usize,
    /// How many there are.
    pub of: usize,
    /// Whether all have been given, and this is the first one again.
    pub begins_anew: bool,
    /// The hint: paragraphs, one a line, and lines of code that begin with [`texts::CODE`].
    pub text: &'static str,
}

/// What a hint is about.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// A check that fails.
    Check(&'a CheckOutcome),
    /// A task that still holds its `todo!`.
    NotStarted,
    /// A task that is not there.
    Missing,
}

impl About<'_> {
    /// What its hints are listed and remembered under.
    pub fn id(&self) -> &str {
        match self {
            Self::Check(check) => &check.id,
            Self::NotStarted => texts::NOT_STARTED,
            Self::Missing => texts::MISSING,
        }
    }
}

/// What to say next about a task: the next hint for its first failing check. What is asked for comes before
/// what goes beyond it.
///
/// # Panics
/// Panics if the outcome is of a task or a check that the course does not list.
pub fn next<'a>(memory: &Memory, outcome: &'a TaskOutcome) -> Advice<'a> {
    let task = course::task(&outcome.task).expect("outcomes are of tasks of the course");
    let hint = |about: About<'a>| {
        let steps = texts::of(task, about.id());
        let given = memory.given(task.name, about.id());
        let begins_anew = given >= steps.len();
        let step = if begins_anew { 1 } else { given + 1 };
        Advice::Hint(Hint {
            task: task.name,
            about,
            step,
            of: steps.len(),
            begins_anew,
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
        Advice::Untold(check)
    } else if let Some(check) = first(CheckStatus::Failed, true) {
        hint(About::Check(check))
    } else if let Some(check) = first(CheckStatus::Error, true) {
        Advice::Untold(check)
    } else {
        Advice::Complete {
            next: course::TASKS
                .iter()
                .find(|other| other.number == task.number + 1),
        }
    }
}
