use serde::{Deserialize, Serialize};

/// Which calls of a learner's function to make, and how. It does not contain the delays of waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// The clock of the program.
    pub clock: Clock,
    /// The seed of all random numbers of the program.
    pub seed: u64,
    /// The runtime of the calls. A blocking function creates its own.
    pub runtime: Runtime,
    /// How the calls are made.
    pub mode: CallMode,
    /// The calls, in order.
    pub calls: Vec<Request>,
    /// Whether a heartbeat runs in the same task as the calls. A blocked thread makes it late.
    pub heartbeat: bool,
    /// The time between the return of a task and the first await on it, in nanoseconds.
    pub head_start: u64,
}

/// The clock of an exam program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Clock {
    /// The examiner's own clock, which stands still while any thread runs.
    Exact,
    /// The real clock.
    Real,
}

/// The runtime of the calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Runtime {
    /// A multi-thread runtime with two workers, on every machine.
    Workers,
    /// A current-thread runtime.
    CurrentThread,
}

/// How the calls of a scenario are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CallMode {
    /// One after the other.
    InTurn,
    /// All at once, in one task.
    AtOnce,
    /// One after the other, each in its own thread with its own runtime.
    InThreads,
    /// Only the first call, which is dropped when all its waits have begun.
    Dropped,
}

/// The arguments of one call. Functions that take no `n` ignore it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The number of waits.
    pub n: usize,
    /// The longest delay, in seconds.
    pub max_delay: u32,
}
