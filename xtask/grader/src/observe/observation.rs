//! What the grader has seen of a run: its own notes, in seconds since the start.

use protocol::{Panic, Request, Value};

/// What happened in a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observation {
    /// The value of the crate's constant, if it has one.
    pub constant: Option<u32>,
    /// The calls of the learner's function, in the order of the scenario.
    pub calls: Vec<Call>,
    /// The waits of the imported task, in the order in which they were asked for.
    pub waits: Vec<Wait>,
    /// When the heartbeat was late, and by how much.
    pub late: Vec<(f64, f64)>,
    /// When the run ended.
    pub end: f64,
    /// How often the clock moved although threads were busy.
    pub steps: u64,
}

/// One call of the learner's function.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The arguments.
    pub request: Request,
    /// When the function was called; `None` if it was not, because an earlier call did not return.
    pub begun: Option<Moment>,
    /// When a function that returns a task came back with it.
    pub handed_over: Option<Moment>,
    /// When that task was first awaited.
    pub awaited: Option<Moment>,
    /// When the call, or its task, came to its end.
    pub ended: Option<Moment>,
    /// What came of it.
    pub outcome: Outcome,
}

/// An instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// When it was.
    pub at: f64,
    /// How often the clock had moved because all threads waited.
    pub naps: u64,
    /// How often it had moved although threads were busy.
    pub steps: u64,
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It did not come to its end.
    Open,
    /// It returned.
    Returned(Value),
    /// It panicked.
    Panicked(Panic),
    /// The task that it returned was cancelled.
    Cancelled,
    /// The scenario dropped it on purpose.
    Dropped,
}

/// One wait of the imported task.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wait {
    /// The call that asked for it.
    pub call: usize,
    /// The arguments it was asked for with; `n` is 0 where the function takes none.
    pub request: Request,
    /// The delay, in seconds, which is also what a single wait yields.
    pub delay: f64,
    /// When it was asked for.
    pub asked: f64,
    /// When it began: when its future was polled first.
    pub begun: Option<f64>,
    /// How it ended, and when.
    pub fate: Fate,
}

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fate {
    /// It had not ended when the run did.
    Open,
    /// It waited to its end.
    Ended(f64),
    /// It was dropped before its end.
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

    /// How long the call took, in seconds, if it came to its end.
    pub(crate) fn took(&self) -> Option<f64> {
        Some(self.ended?.at - self.begun?.at)
    }
}

impl Wait {
    /// When it ended, if it waited to its end.
    pub fn ended(&self) -> Option<f64> {
        match self.fate {
            Fate::Ended(at) => Some(at),
            Fate::Open | Fate::Dropped(_) => None,
        }
    }
}
