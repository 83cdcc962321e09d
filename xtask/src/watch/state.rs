//! What watch knows. Plain data: `update` changes it, `content` puts it into words.

use super::events::{Job, Kind, Size};
use crate::{report::Line, trace::Trace};
use grader::outcome::{TaskOutcome, TaskStatus};
use std::time::Duration;

/// What is on the screen.
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

/// What the learner asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer<T> {
    /// The job that finds it out has not begun.
    Wanted,
    /// The job has begun.
    Begun,
    /// Here it is.
    Here(T),
    /// It could not be found out, and this is why.
    Failed(String),
}

impl Screen {
    /// The job that finds out what is shown, if that is asked for by the learner.
    pub(super) fn kind(&self) -> Option<Kind> {
        match self {
            Self::Hint(_) => Some(Kind::Hint),
            Self::Timeline(_) => Some(Kind::Timeline),
            Self::Task | Self::List | Self::Search => None,
        }
    }

    /// The same, if that job has not begun.
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

/// Why a task is to be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// Every task is checked once.
    Start,
    /// It was saved, or the learner asked for it.
    Asked,
}

/// What the latest check of a task came to.
#[derive(Clone, Debug, Default)]
pub enum Latest {
    /// There has been none.
    #[default]
    Unchecked,
    /// The outcome.
    Checked(Box<TaskOutcome>),
    /// It could not be made, and this is why.
    Failed(String),
}

/// What is known of a task.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// What the latest check came to.
    pub latest: Latest,
    /// How many checks have come to an end.
    pub runs: u32,
    /// How long the latest took.
    pub took: Duration,
    pub(super) due: Option<Cause>,
}

impl Known {
    /// Whether all that is asked for holds.
    pub fn is_finished(&self) -> bool {
        self.outcome()
            .is_some_and(|outcome| outcome.status == TaskStatus::Passed)
    }

    /// Whether a check has come to an end.
    pub(super) fn is_checked(&self) -> bool {
        !matches!(self.latest, Latest::Unchecked)
    }

    /// The outcome of the latest check, if it could be made.
    pub fn outcome(&self) -> Option<&TaskOutcome> {
        match &self.latest {
            Latest::Checked(outcome) => Some(outcome),
            Latest::Unchecked | Latest::Failed(_) => None,
        }
    }
}

/// A job under way.
#[derive(Clone, Debug)]
pub struct Running {
    /// The job.
    pub job: Job,
    /// When it began, in the time of [`State::now`].
    pub since: Duration,
    /// How far it has come.
    pub stage: Stage,
    pub(super) cause: Cause,
    pub(super) stopped: bool,
}

/// How far a job has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It waits for another process.
    Waiting,
    /// What checks need is built first, and cargo says this about it.
    Building(String),
    /// It is at work.
    Working,
}

/// All that watch knows.
#[derive(Clone, Debug)]
pub struct State {
    /// The tasks, in order.
    pub tasks: Vec<Known>,
    /// The task that is shown, or chosen in the list.
    pub shown: usize,
    /// What is on the screen.
    pub screen: Screen,
    /// How many lines of it are above the screen.
    pub scroll: usize,
    /// The terminal's size.
    pub size: Size,
    /// The time since watch has begun.
    pub now: Duration,
    /// The job under way.
    pub running: Option<Running>,
    /// A task other than the shown one that was saved and checked.
    pub news: Option<usize>,
}

impl State {
    /// Whether something on the screen changes with time alone.
    pub fn is_busy(&self) -> bool {
        self.running.is_some()
    }

    /// Whether a check of this task is under way.
    pub(super) fn is_being_checked(&self, task: usize) -> bool {
        let check = Job {
            task,
            kind: Kind::Check,
        };
        self.running
            .as_ref()
            .is_some_and(|running| running.job == check)
    }

    /// The unfinished task to go on with after another: the first one that follows, or else the first one at all.
    pub fn next_unfinished(&self, after: usize) -> Option<usize> {
        let count = self.tasks.len();
        (after + 1..after + count)
            .map(|task| task % count)
            .find(|&task| !self.tasks[task].is_finished())
    }
}
