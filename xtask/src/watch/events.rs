//! What happens to watch, and what it does about that.

use crate::{report::Line, trace::Trace};
use grader::outcome::TaskOutcome;

/// What has happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// What is checked of these tasks has changed.
    Saved(Vec<usize>),
    /// A key was pressed.
    Key(Key),
    /// The terminal has this size now.
    Resized(Size),
    /// A job waits for another process to end its check.
    Waiting,
    /// What checks need is built again; this is what cargo says about it.
    Building(String),
    /// A job has begun its work.
    Begun,
    /// A job has ended.
    Ended(Job, Ending),
    /// Some time has passed.
    Tick,
}

/// How a job has ended.
#[derive(Clone, Debug)]
pub enum Ending {
    /// With the outcome of a check.
    Checked(Box<TaskOutcome>),
    /// With a hint.
    Hinted(Vec<Line>),
    /// With a run of the function.
    Traced(Box<Trace>),
    /// It could not be done, and this is why.
    Failed(String),
    /// It was stopped.
    Stopped,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Begin a job. There is never more than one.
    Start(Job),
    /// Stop the job that was begun last.
    Stop,
    /// Somebody who sees no screen should be told of this task's outcome.
    Announce(usize),
    /// Hand the terminal back until watch is called to the foreground again.
    Suspend,
    /// End.
    Quit,
}

/// Work on a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// The task's place in [`TASKS`](grader::course::TASKS).
    pub task: usize,
    /// What is to be found out.
    pub kind: Kind,
}

/// What a job is to find out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The outcome of the task's checks.
    Check,
    /// The next hint.
    Hint,
    /// The timeline of a run.
    Timeline,
}

/// A key that means something.
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
    /// How many characters a line has.
    pub columns: usize,
    /// How many lines there are.
    pub rows: usize,
}
