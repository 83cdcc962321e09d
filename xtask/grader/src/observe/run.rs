use super::observation::{Observation, Outcome};
use crate::course::{Shape, Task};
use protocol::Scenario;
use std::time::Duration;

/// One run of a learner's function.
#[derive(Clone, Debug)]
pub struct Run {
    /// The purpose of the run.
    pub purpose: Purpose,
    /// The scenario that was run.
    pub scenario: Scenario,
    /// What was observed, up to the end of the run.
    pub(crate) observation: Observation,
    /// How the run ended.
    pub ending: Ending,
    /// How much of the task's [budget](super::BUDGET) the run used.
    pub cost: Duration,
}

impl Run {
    /// Whether the system refused the program a thread or memory.
    pub(crate) fn lacked_resources(&self) -> bool {
        // EAGAIN as the standard library and tokio print it:
        // https://man7.org/linux/man-pages/man3/pthread_create.3.html
        const NO_THREAD: [&str; 2] = ["code: 11,", "(os error 11)"];
        const NO_MEMORY: &str = "memory allocation of";
        let is_sign = |text: &str| NO_THREAD.iter().any(|sign| text.contains(sign));
        let panicked = self.observation.calls.iter().any(
            |call| matches!(&call.outcome, Outcome::Panicked(panic) if is_sign(&panic.message)),
        );
        panicked
            || matches!(&self.ending, Ending::Signalled(_, text) if is_sign(text) || text.contains(NO_MEMORY))
    }

    /// Whether the function still contains a `todo!`.
    pub fn has_todo(&self) -> bool {
        self.observation.calls.iter().any(|call| {
            matches!(&call.outcome, Outcome::Panicked(panic)
                if panic.message.starts_with("not yet implemented"))
        })
    }
}

/// The purpose of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A single call, or for task 0 several calls, because each of them is one wait.
    Ordinary,
    /// Several calls, one after the other or at once.
    Several,
    /// Hundreds of calls at once.
    Crowd,
    /// Hours of waiting. The grader does not follow a function that reads the clock all the time to the end of it.
    Long,
    /// The smallest argument: a `max_delay` of 0, or an `n` of 0.
    Zero,
    /// Many waits that end within the same millisecond.
    Ties,
    /// The call is dropped while its waits are under way.
    Dropped,
    /// A runtime of one thread, with a heartbeat.
    OneThread,
    /// Ten thousand waits at once.
    TenThousand,
}

impl Purpose {
    /// Whether only stretch checks use runs with this purpose.
    pub(crate) fn is_stretch(self, task: &Task) -> bool {
        match self {
            Self::Ordinary | Self::Several | Self::Crowd | Self::Long => false,
            Self::Zero => task.shape != Shape::Number,
            Self::Ties | Self::Dropped | Self::OneThread | Self::TenThousand => true,
        }
    }
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ending {
    /// All calls were made.
    Over,
    /// All threads wait for something that never happens.
    Deadlock,
    /// The function did nothing but sleep by itself for this many seconds on the clock of the run.
    Endless(f64),
    /// The function kept the processor busy and never waited.
    Busy,
    /// It started far more waits than it should.
    TooManyWaits,
    /// The function reads the clock so often that the grader did not follow it to the end of a long wait.
    Slow,
    /// The function waits for something that the clock cannot end, such as input.
    Blocked,
    /// It ended the program with this exit code.
    Exited(i32),
    /// The program was ended by this signal; the text is what it wrote to standard error.
    Signalled(i32, String),
    /// It was stopped because it used far more memory than any task needs.
    OutOfMemory,
    /// It was stopped because it started far more threads than any task needs.
    TooManyThreads,
    /// It was skipped because earlier runs had used up the budget.
    NotRun,
    /// A message of the program was invalid.
    BadMessage(String),
}
