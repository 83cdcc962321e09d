//! The result of a check run, in the form that other programs read.
//!
//! A result is plain data. It contains its own names and titles, so it stays readable after the course has changed.

use crate::{
    course::{Check, Task},
    sandbox::Protections,
    timeline::Timeline,
};
use serde::{Deserialize, Serialize};

/// The version of the format.
pub const SCHEMA: u32 = 1;

/// The result of one submission.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Submission {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The submission's name.
    pub submission: String,
    /// Points reached.
    pub score: u32,
    /// The maximum number of points.
    pub max_score: u32,
    /// The tasks, in order.
    pub tasks: Vec<TaskOutcome>,
    /// What graded it.
    pub grader: GraderInfo,
}

/// The result of one task.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TaskOutcome {
    /// The task's number.
    pub number: u32,
    /// The task's crate.
    pub task: String,
    /// The status of the whole task.
    pub status: TaskStatus,
    /// Whether the task was started: the function no longer contains its `todo!`.
    pub started: bool,
    /// Whether the task was attempted. If not, it gets no points.
    pub attempted: bool,
    /// Points reached.
    pub score: u32,
    /// The maximum number of points.
    pub max_score: u32,
    /// The result of its main program.
    pub main: MainStatus,
    /// What its main program printed, or why it failed.
    pub main_message: String,
    /// Its checks, in order.
    pub checks: Vec<CheckOutcome>,
}

/// The result of one check.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckOutcome {
    /// The check's name.
    pub id: String,
    /// What the check requires.
    pub title: String,
    /// The status of the check.
    pub status: CheckStatus,
    /// Whether it is reported but never counted.
    pub stretch: bool,
    /// Points reached.
    pub score: u32,
    /// The maximum number of points.
    pub max_score: u32,
    /// What is wrong, for the learner; empty if nothing is.
    pub message: String,
    /// The timeline of the run that the message is about, if it helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeline: Option<Timeline>,
}

/// The status of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskStatus {
    /// All its counted checks passed.
    Passed,
    /// A counted check did not pass.
    Failed,
    /// The submission has no such crate.
    Missing,
    /// The grader failed.
    Error,
}

/// The status of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckStatus {
    /// The requirement is met.
    Passed,
    /// The requirement is not met.
    Failed,
    /// It could not be judged because of another mistake.
    Skipped,
    /// The grader failed.
    Error,
}

/// The result of a main program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MainStatus {
    /// It ran and printed what it should.
    Passed,
    /// It failed, or printed something else.
    Failed,
    /// It was not run.
    Skipped,
}

/// What graded a submission.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GraderInfo {
    /// The grader's version.
    pub version: String,
    /// A hash of the checks.
    pub checks: String,
    /// What `rustc --version` says.
    pub toolchain: String,
    /// The seed of the scenarios.
    pub seed: u64,
    /// The clock that the programs ran on.
    pub clock: ClockUsed,
    /// Which protections were in force.
    pub sandbox: Protections,
}

/// The clock that exam programs ran on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockUsed {
    /// The examiner's exact clock.
    Exact,
    /// The real clock.
    Real,
}

impl From<protocol::Clock> for ClockUsed {
    fn from(clock: protocol::Clock) -> Self {
        match clock {
            protocol::Clock::Exact => Self::Exact,
            protocol::Clock::Real => Self::Real,
        }
    }
}

impl CheckOutcome {
    /// The outcome of a check, with the points of the course.
    pub fn new(check: &Check, status: CheckStatus, message: String) -> Self {
        Self {
            id: check.id.name().to_owned(),
            title: check.title.to_owned(),
            status,
            stretch: check.stretch,
            score: match status {
                CheckStatus::Passed => check.points,
                CheckStatus::Failed | CheckStatus::Skipped | CheckStatus::Error => 0,
            },
            max_score: check.points,
            message,
            timeline: None,
        }
    }
}

impl Submission {
    /// The result of a submission with these tasks.
    pub fn new(submission: String, tasks: Vec<TaskOutcome>, grader: GraderInfo) -> Self {
        Self {
            schema: SCHEMA,
            submission,
            score: tasks.iter().map(|task| task.score).sum(),
            max_score: tasks.iter().map(|task| task.max_score).sum(),
            tasks,
            grader,
        }
    }
}

impl TaskOutcome {
    /// The outcome of a task with these checks.
    pub fn new(task: &Task, checks: Vec<CheckOutcome>) -> Self {
        Self {
            number: task.number,
            task: task.name.to_owned(),
            status: TaskStatus::Passed,
            started: true,
            attempted: true,
            score: 0,
            max_score: 0,
            main: MainStatus::Skipped,
            main_message: String::new(),
            checks,
        }
        .summed_up()
    }

    /// The outcome of a task whose function still contains its `todo!`.
    pub fn not_started(task: &Task, checks: Vec<CheckOutcome>) -> Self {
        Self {
            started: false,
            ..Self::new(task, checks).unattempted()
        }
    }

    /// Takes all points away, because the task was not attempted.
    #[must_use]
    pub fn unattempted(mut self) -> Self {
        self.attempted = false;
        self.summed_up()
    }

    /// The outcome of a task whose crate is missing.
    pub fn missing(task: &Task, checks: Vec<CheckOutcome>) -> Self {
        Self {
            status: TaskStatus::Missing,
            ..Self::not_started(task, checks)
        }
    }

    /// Computes the status and the points from the checks.
    #[must_use]
    pub fn summed_up(mut self) -> Self {
        if !self.attempted {
            for check in &mut self.checks {
                check.score = 0;
            }
        }
        self.score = self.checks.iter().map(|check| check.score).sum();
        self.max_score = self.checks.iter().map(|check| check.max_score).sum();
        if self.status != TaskStatus::Missing {
            let counted = self.checks.iter().filter(|check| !check.stretch);
            let has = |status| counted.clone().any(|check| check.status == status);
            self.status = if has(CheckStatus::Failed) {
                TaskStatus::Failed
            } else if has(CheckStatus::Error) {
                TaskStatus::Error
            } else if has(CheckStatus::Skipped) {
                TaskStatus::Failed
            } else {
                TaskStatus::Passed
            };
        }
        self
    }
}
