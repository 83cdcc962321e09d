//! The events of watch, and their effects.

use crate::{report::Line, trace::Trace};
use grader::outcome::TaskOutcome;

/// An event.
#[derive(Clone, Debug)]
pub enum Event {
    /// The files of these tasks have changed.
    Saved(Vec<usize>),
    /// A key was pressed.
    Key(Key),
    /// The terminal was resized.
    Resized(Size),
    /// A job waits for a check by another process.
    Waiting,
    /// What checks need is being built; this is cargo's progress.
    Building(String),
    /// A job has started.
    Begun,
    /// A job has ended.
    Ended(Job, Ending),
    /// Time has passed.
    Tick,
}

/// The result of a job.
#[derive(Clone, Debug)]
pub enum Ending {
    /// The outcome of a check.
    Checked(Box<TaskOutcome>),
    /// A hint.
    Hinted(Vec<Line>),
    /// The trace of a run.
    Traced(Box<Trace>),
    /// The job failed for this reason.
    Failed(String),
    /// The job was stopped.
    Stopped,
}

/// An action of watch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Start a job. Only one job runs at a time.
    Start(Job),
    /// Stop the running job.
    Stop,
    /// Announce this task's outcome, where there is no screen.
    Announce(usize),
    /// Suspend the program until it is continued in the foreground.
    Suspend,
    /// Quit.
    Quit,
}

/// A job for a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// The task's index in [`TASKS`](grader::course::TASKS).
    pub task: usize,
    /// The kind of job.
    pub kind: Kind,
}

/// The kind of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The outcome of the task's checks.
    Check,
    /// The next hint.
    Hint,
    /// The timeline of a run.
    Timeline,
}

/// A key with a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say all")]
pub enum Key {
    Next,
    Previous,
    /// A task's number.
    Digit(usize),
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
    Hint,
    Timeline,
    List,
    Again,
    Enter,
    Escape,
    Quit,
    Suspend,
}

/// The size of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// The number of columns.
    pub columns: usize,
    /// The number of rows.
    pub rows: usize,
}
