use crate::Request;
use serde::{Deserialize, Serialize};

/// What happened in a scenario. It holds facts only; what they mean is for the grader to say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// The scenario's nonce.
    pub nonce: u64,
    /// The value of the crate's constant, if it has one.
    pub constant: Option<u32>,
    /// The calls of the learner's function, in the order of the scenario.
    pub calls: Vec<Call>,
    /// The waits of the imported task in the order they were called: the first `record` of them.
    pub waits: Vec<Wait>,
    /// All waits, counted.
    pub tally: Tally,
    /// How long the scenario took outside of any simulated time, in seconds.
    pub wall: f64,
    /// The processor time that the scenario took, in seconds; where the system does not tell, as `wall`.
    pub processor: f64,
    /// How late the machine woke a thread that slept beside the scenario, at the worst, in seconds; 0 on the
    /// paused clock, where it does not matter.
    pub lateness: f64,
}

/// One call of the learner's function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// The arguments.
    pub request: Request,
    /// When the function was called, or its future polled first.
    pub begun: f64,
    /// When a function that returns a task came back with it, and when that task was first awaited.
    pub handed_over: Option<(f64, f64)>,
    /// When the result was there, or the call was given up.
    pub ended: f64,
    /// How long the call blocked its thread, in seconds of real time: the polls of its future that took more than a
    /// millisecond, together, if they are no rare exception; for a function that returns a task, the call itself if it took
    /// more. 0 for one that waits without any future.
    pub blocked: f64,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    /// It returned.
    Returned(Value),
    /// It panicked.
    Panicked(Panic),
    /// The task that it returned was cancelled.
    Cancelled,
    /// It had not returned when the scenario's patience ended.
    Stuck,
    /// The scenario dropped it on purpose.
    Dropped,
}

/// What a learner's function returned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// A single number.
    Number(f64),
    /// A list: its first `record` numbers, its length, and whether each is at least as large as the one before it.
    List {
        /// The first numbers.
        numbers: Vec<f64>,
        /// How many numbers there are in all.
        length: usize,
        /// Where a number is smaller than the one before it: the index of the first such number.
        descends_at: Option<usize>,
    },
}

/// A panic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panic {
    /// Its message.
    pub message: String,
    /// Where it was raised, as `file:line:column`.
    pub location: String,
}

/// One wait of the imported task.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wait {
    /// The arguments it was called with; `n` is 0 where the function takes none.
    pub request: Request,
    /// The scripted delay, which is also what a single wait returns.
    pub delay: f64,
    /// When the function was called.
    pub called: f64,
    /// When the wait began: when its future was polled first.
    pub begun: Option<f64>,
    /// How it ended, and when.
    pub fate: Fate,
}

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fate {
    /// It had not ended when the scenario did.
    Pending,
    /// It waited to its end.
    Ended(f64),
    /// It was dropped before its end.
    Dropped(f64),
}

/// All waits of a scenario, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Calls of the imported function.
    pub called: usize,
    /// Waits that began.
    pub begun: usize,
    /// Waits that reached their end.
    pub ended: usize,
    /// Waits that were dropped before their end.
    pub dropped: usize,
    /// The largest number of waits under way at the same time.
    pub peak: usize,
}
