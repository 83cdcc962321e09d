use crate::Request;
use serde::{Deserialize, Serialize};

/// What has happened in an exam program since its last report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The present instant.
    pub now: u64,
    /// The next instant at which a thread of the program wakes by itself, if there is one.
    pub next: Option<u64>,
    /// The state of its threads.
    pub threads: Threads,
    /// How often the clock has moved because all threads waited.
    pub naps: u64,
    /// How often it has moved while threads were busy.
    pub steps: u64,
    /// Whether the instant of the last [`Answer::At`] has come and its waits have ended.
    pub arrived: bool,
    /// The events since the last report, in order.
    pub events: Vec<Event>,
}

/// The state of the threads of an exam program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Threads {
    /// All of them wait. On the real clock, this is not known.
    Wait,
    /// Some of them have computed for a long time at one instant.
    Spin,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The instant.
    pub at: u64,
    /// [`Report::naps`] at that time.
    pub naps: u64,
    /// [`Report::steps`] at that time.
    pub steps: u64,
    /// The kind of event.
    pub kind: EventKind,
}

/// The kinds of events. The numbers are indices: of calls in the order of the scenario, of waits in the order of their
/// requests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EventKind {
    /// A call of the learner's function begins.
    Called(usize),
    /// The function has returned a task.
    TaskReturned(usize),
    /// That task is awaited from now on.
    TaskAwaited(usize),
    /// The call, or its task, has returned a value.
    Returned(usize, Value),
    /// The call, or its task, has panicked.
    Panicked(usize, Panic),
    /// The task that the call has returned is cancelled.
    Cancelled(usize),
    /// The scenario dropped the call.
    CallDropped(usize),
    /// The imported function is called.
    WaitRequested(Request),
    /// A wait begins: its future is polled for the first time.
    WaitBegun(usize),
    /// A wait is dropped before its end.
    WaitDropped(usize),
    /// The heartbeat is late by this many nanoseconds.
    HeartbeatLate(u64),
    /// All calls have been made.
    Over,
}

/// What a learner's function returned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// A single number.
    Number(f64),
    /// A list.
    List {
        /// The numbers; only the first ones if there are very many.
        numbers: Vec<f64>,
        /// The length of the list.
        length: usize,
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

/// What happens next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// These waits end at this instant, in this order. Threads may wake by themselves before.
    At(u64, Vec<WaitEnd>),
    /// No wait is under way. Threads may wake by themselves until this instant; then the program reports again.
    Free(u64),
    /// The scenario is over. The grader ends the program.
    Stop,
}

/// The end of a wait.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaitEnd {
    /// The index of the wait.
    pub wait: usize,
    /// The result of the wait: its delay in seconds.
    pub delay: f64,
}
