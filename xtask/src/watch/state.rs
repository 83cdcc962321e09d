//! The state of watch: plain data that `update` changes and `content` shows.

use super::events::{Job, Kind, Size};
use crate::{report::Line, trace::Trace};
use grader::outcome::{TaskOutcome, TaskStatus};
use std::time::Duration;

/// What the screen shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// The verdicts of the shown task.
    Task,
    /// A hint for it.
    Hint(Answer<Vec<Line>>),
    /// Its timeline.
    Timeline(Answer<Trace>),
    /// All tasks.
    List,
    /// All tasks, while the first unfinished one is looked for.
    Search,
}

/// The answer to a request of the learner.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer<T> {
    /// Its job has not started.
    Wanted,
    /// Its job is running.
    Begun,
    /// The answer.
    Here(T),
    /// The job failed for this reason.
    Failed(String),
}

impl Screen {
    /// The kind of job for this screen, if the learner requested one.
    pub(super) fn kind(&self) -> Option<Kind> {
        match self {
            Self::Hint(_) => Some(Kind::Hint),
            Self::Timeline(_) => Some(Kind::Timeline),
            Self::Task | Self::List | Self::Search => None,
        }
    }

    /// The same, if that job has not started.
    pub(super) fn wanted(&self) -> Option<Kind> {
        match self {
            Self::Hint(Answer::Wanted) | Self::Timeline(Answer::Wanted) => self.kind(),
            Self::Hint(_) | Self::Timeline(_) | Self::Task | Self::List | Self::Search => None,
        }
    }

    /// Whether this is the list of all tasks.
    pub(super) fn is_list(&self) -> bool {
        matches!(self, Self::List | Self::Search)
    }
}

/// Why a task is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// Every task is checked once.
    Start,
    /// The task was saved, or the learner requested the check.
    Asked,
}

/// The result of the latest check of a task.
#[derive(Clone, Debug, Default)]
pub enum Latest {
    /// The task was not checked yet.
    #[default]
    Unchecked,
    /// The outcome.
    Checked(Box<TaskOutcome>),
    /// The checker failed for this reason.
    Failed(String),
}

/// The known state of a task.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The result of the latest check.
    pub latest: Latest,
    /// The number of finished checks.
    pub runs: u32,
    /// The duration of the latest check.
    pub took: Duration,
    pub(super) due: Option<Cause>,
}

impl Known {
    /// Whether all counted checks pass.
    pub fn is_finished(&self) -> bool {
        self.outcome()
            .is_some_and(|outcome| outcome.status == TaskStatus::Passed)
    }

    /// Whether a check has finished.
    pub(super) fn is_checked(&self) -> bool {
        !matches!(self.latest, Latest::Unchecked)
    }

    /// The outcome of the latest check, unless the checker failed.
    pub fn outcome(&self) -> Option<&TaskOutcome> {
        match &self.latest {
            Latest::Checked(outcome) => Some(outcome),
            Latest::Unchecked | Latest::Failed(_) => None,
        }
    }
}

/// A running job.
#[derive(Clone, Debug)]
pub struct Running {
    /// The job.
    pub job: Job,
    /// When it started, in the time of [`State::now`].
    pub since: Duration,
    /// Its stage.
    pub stage: Stage,
    pub(super) cause: Cause,
    pub(super) stopped: bool,
}

/// The stage of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The job waits for another process.
    Waiting,
    /// What checks need is being built; this is cargo's progress.
    Building(String),
    /// The job itself is running.
    Working,
}

/// The state of watch.
#[derive(Clone, Debug)]
pub struct State {
    /// The tasks, in order.
    pub tasks: Vec<Known>,
    /// The task that is shown, or chosen in the list.
    pub shown: usize,
    /// What is on the screen.
    pub screen: Screen,
    /// The number of lines scrolled out at the top.
    pub scroll: usize,
    /// The terminal's size.
    pub size: Size,
    /// The time since watch started.
    pub now: Duration,
    /// The running job.
    pub running: Option<Running>,
    /// A task other than the shown one that was saved and checked.
    pub news: Option<usize>,
}

impl State {
    /// Whether the screen changes with time alone.
    pub fn is_busy(&self) -> bool {
        self.running.is_some()
    }

    /// Whether a check of this task is running.
    pub(super) fn is_being_checked(&self, task: usize) -> bool {
        let check = Job {
            task,
            kind: Kind::Check,
        };
        self.running
            .as_ref()
            .is_some_and(|running| running.job == check)
    }

    /// The next unfinished task: the first one after `after`, else the first one of all.
    pub fn next_unfinished(&self, after: usize) -> Option<usize> {
        let count = self.tasks.len();
        (after + 1..after + count)
            .map(|task| task % count)
            .find(|&task| !self.tasks[task].is_finished())
    }
}
