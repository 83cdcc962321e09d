//! What the grader observed in a run. All times are in seconds since its start.

use protocol::{Panic, Request, Value};

/// What happened in a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observation {
    /// The value of the crate's constant, if it has one.
    pub constant: Option<u32>,
    /// The calls of the learner's function, in the order of the scenario.
    pub calls: Vec<Call>,
    /// The waits of the imported task, in the order in which they were requested.
    pub waits: Vec<Wait>,
    /// When the heartbeat was late, and by how much.
    pub late: Vec<(f64, f64)>,
    /// When the run ended.
    pub end: f64,
    /// How often the clock moved while threads were busy.
    pub steps: u64,
}

/// One call of the learner's function.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The arguments.
    pub request: Request,
    /// When the function was called; `None` if it was not called because an earlier call did not return.
    pub begun: Option<Moment>,
    /// When the function returned a task.
    pub handed_over: Option<Moment>,
    /// When that task was first awaited.
    pub awaited: Option<Moment>,
    /// When the call, or the task it returned, ended.
    pub ended: Option<Moment>,
    /// Its outcome.
    pub outcome: Outcome,
}

/// An instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// The time.
    pub at: f64,
    /// How often the clock had moved so far because all threads waited.
    pub naps: u64,
    /// How often it had moved so far while threads were busy.
    pub steps: u64,
}

/// The outcome of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It did not end.
    Open,
    /// It returned.
    Returned(Value),
    /// It panicked.
    Panicked(Panic),
    /// The task that it returned was cancelled.
    Cancelled,
    /// The scenario dropped it.
    Dropped,
}

/// One wait of the imported task.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wait {
    /// The index of the call that requested it.
    pub call: usize,
    /// The arguments; `n` is 0 if the function takes none.
    pub request: Request,
    /// The delay in seconds. A single wait also yields it.
    pub delay: f64,
    /// When it was requested.
    pub asked: f64,
    /// When it began, which is the first poll of its future.
    pub begun: Option<f64>,
    /// How it ended, and when.
    pub fate: WaitOutcome,
}

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WaitOutcome {
    /// It had not ended at the end of the run.
    Open,
    /// It completed at this time.
    Ended(f64),
    /// It was dropped at this time, before it completed.
    Dropped(f64),
}

impl Call {
    /// The numbers that the call returned.
    pub(crate) fn returned(&self) -> &[f64] {
        match &self.outcome {
            Outcome::Returned(Value::Number(number)) => std::slice::from_ref(number),
            Outcome::Returned(Value::List { numbers, .. }) => numbers,
            Outcome::Open | Outcome::Panicked(_) | Outcome::Cancelled | Outcome::Dropped => &[],
        }
    }

    /// How long the call took, in seconds, if it ended.
    pub(crate) fn took(&self) -> Option<f64> {
        Some(self.ended?.at - self.begun?.at)
    }
}

impl Wait {
    /// When it completed, if it did.
    pub fn ended(&self) -> Option<f64> {
        match self.fate {
            WaitOutcome::Ended(at) => Some(at),
            WaitOutcome::Open | WaitOutcome::Dropped(_) => None,
        }
    }
}
