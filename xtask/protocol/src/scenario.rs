use serde::{Deserialize, Serialize};

/// Which calls of a learner's function to make, and how. How long waits take is not in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// Which clock the program runs on.
    pub clock: Clock,
    /// What all random numbers of the program come from.
    pub seed: u64,
    /// The runtime that the calls are made on. A function that waits without any future brings its own.
    pub runtime: Runtime,
    /// How the calls are made.
    pub manner: Manner,
    /// The calls, in order.
    pub calls: Vec<Request>,
    /// Whether a heartbeat runs beside the calls, in the same task: a thread that is blocked makes it late.
    pub heartbeat: bool,
    /// How long a task that a function returned is left alone before it is awaited, in nanoseconds.
    pub head_start: u64,
}

/// The clock of an exam program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Clock {
    /// The examiner's own: it stands still while any thread runs.
    Exact,
    /// The real one.
    Real,
}

/// The runtime that calls are made on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Runtime {
    /// With two worker threads, on every machine.
    Workers,
    /// On the calling thread alone.
    CurrentThread,
}

/// How the calls of a scenario are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Manner {
    /// One after the other.
    InTurn,
    /// All at once, in one task.
    AtOnce,
    /// One after the other, each in a thread of its own with a runtime of its own.
    InThreads,
    /// The first call only. It is dropped when all its waits have begun.
    Dropped,
}

/// The arguments of one call. Functions that take no `n` ignore it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// How many waits are asked for.
    pub n: usize,
    /// The longest delay, in seconds.
    pub max_delay: u32,
}
