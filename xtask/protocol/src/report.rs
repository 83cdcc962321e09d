use crate::Request;
use serde::{Deserialize, Serialize};

/// What has happened in an exam program since its last report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The present instant.
    pub now: u64,
    /// When a thread of the program wakes by itself, if one does.
    pub next: Option<u64>,
    /// What its threads do.
    pub threads: Threads,
    /// How often the clock has moved because all threads waited.
    pub naps: u64,
    /// How often it has moved although threads were busy.
    pub steps: u64,
    /// Whether the last [`Answer::At`] has come true: its instant has come, and its waits have ended.
    pub arrived: bool,
    /// What has happened, in order.
    pub events: Vec<Event>,
}

/// What the threads of an exam program do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Threads {
    /// All of them wait. On the real clock, this is not known.
    Wait,
    /// Some of them compute, and have done so for long at one instant.
    Spin,
}

/// Something that has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub at: u64,
    /// [`Report::naps`] at that time.
    pub naps: u64,
    /// [`Report::steps`] at that time.
    pub steps: u64,
    /// What.
    pub what: What,
}

/// What can happen. Calls are counted in the order of the scenario, waits in the order in which they are asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum What {
    /// A call of the learner's function begins.
    Called(usize),
    /// The function has come back with a task.
    HandedOver(usize),
    /// That task is awaited from now on.
    Awaited(usize),
    /// The call has returned a value, or its task has yielded it.
    Returned(usize, Value),
    /// The call, or its task, has panicked.
    Panicked(usize, Panic),
    /// The task that the call has returned is cancelled.
    Cancelled(usize),
    /// The call was dropped, as the scenario wants.
    CallDropped(usize),
    /// The imported function is called.
    Asked(Request),
    /// A wait has begun: its future is polled for the first time.
    Begun(usize),
    /// A wait is dropped before its end.
    Dropped(usize),
    /// The heartbeat is late by so many nanoseconds.
    Late(u64),
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
        /// Its numbers; the first of them if there are very many.
        numbers: Vec<f64>,
        /// How many numbers there are in all.
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
    /// At this instant these waits end, in this order. Until then, threads may wake by themselves.
    At(u64, Vec<End>),
    /// No wait is under way. Threads may wake by themselves until this instant; then ask again.
    Free(u64),
    /// The scenario is over. The grader ends the program.
    Stop,
}

/// The end of a wait.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct End {
    /// Which wait it is.
    pub wait: usize,
    /// What the wait yields: its delay in seconds.
    pub delay: f64,
}
