//! The result of a check run, in the form that other programs read.
//!
//! A result is plain data: it holds its own names and titles, and can be read after the course has changed.

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
    /// Points to be had.
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
    /// What the task as a whole comes to.
    pub status: TaskStatus,
    /// Whether there is more than a function that still holds its `todo!`.
    pub started: bool,
    /// Whether something was seen of what the task asks for. Without that it is worth nothing.
    pub attempted: bool,
    /// Points reached.
    pub score: u32,
    /// Points to be had.
    pub max_score: u32,
    /// What became of its main program.
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
    /// What has to hold.
    pub title: String,
    /// What it comes to.
    pub status: CheckStatus,
    /// Whether it is only reported, never counted.
    pub stretch: bool,
    /// Points reached.
    pub score: u32,
    /// Points to be had.
    pub max_score: u32,
    /// What is wrong, in words for the learner; empty if nothing is.
    pub message: String,
    /// The run that the message is about, where a picture of it tells more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeline: Option<Timeline>,
}

/// What a task comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskStatus {
    /// All its counted checks passed.
    Passed,
    /// A counted check did not pass.
    Failed,
    /// The submission has no such crate.
    Missing,
    /// The grader could not tell.
    Error,
}

/// What a check comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckStatus {
    /// It holds.
    Passed,
    /// It does not hold.
    Failed,
    /// Another mistake hides it.
    Skipped,
    /// The grader could not tell.
    Error,
}

/// What became of a main program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MainStatus {
    /// It ran and printed what it should.
    Passed,
    /// It did not.
    Failed,
    /// It was not run.
    Skipped,
}

/// What graded a submission.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GraderInfo {
    /// The grader's version.
    pub version: String,
    /// Changes with the checks.
    pub checks: String,
    /// What `rustc --version` says.
    pub toolchain: String,
    /// What the scenarios were drawn from.
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
    /// One of their own, on which every time is exact.
    Exact,
    /// The real one.
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
    /// The outcome of a check of the course, with the course's points.
    pub fn of(check: &Check, status: CheckStatus, message: String) -> Self {
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
    /// The result of a submission whose tasks came to this.
    pub fn of(submission: String, tasks: Vec<TaskOutcome>, grader: GraderInfo) -> Self {
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
    /// The outcome of a task whose checks came to this.
    pub fn of(task: &Task, checks: Vec<CheckOutcome>) -> Self {
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

    /// The outcome of a task whose function still holds its `todo!`.
    pub fn not_started(task: &Task, checks: Vec<CheckOutcome>) -> Self {
        Self {
            started: false,
            ..Self::of(task, checks).unattempted()
        }
    }

    /// The same without points: nothing was seen of what the task asks for.
    #[must_use]
    pub fn unattempted(mut self) -> Self {
        self.attempted = false;
        self.summed_up()
    }

    /// The outcome of a task that is not there.
    pub fn missing(task: &Task, checks: Vec<CheckOutcome>) -> Self {
        Self {
            status: TaskStatus::Missing,
            ..Self::not_started(task, checks)
        }
    }

    /// The same with the status and the points that follow from its checks.
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
