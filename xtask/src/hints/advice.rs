//! What there is to say to a learner.

use crate::hints::texts;
use grader::{course::Task, outcome::CheckOutcome};

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
