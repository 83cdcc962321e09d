use super::observation::{Observation, Outcome};
use crate::course::{Shape, Task};
use protocol::Scenario;
use std::time::Duration;

/// One run of a learner's function.
#[derive(Clone, Debug)]
pub struct Exhibit {
    /// What the run was made for.
    pub purpose: Purpose,
    /// What was asked for.
    pub scenario: Scenario,
    /// What was observed, up to the end of the run.
    pub(crate) observation: Observation,
    /// How the run ended.
    pub ending: Ending,
    /// What the run has used of the [budget](super::BUDGET) of a task.
    pub cost: Duration,
}

impl Exhibit {
    /// Whether the program lacked what the system may have had too little of: threads, or memory.
    pub(crate) fn lacked_resources(&self) -> bool {
        // EAGAIN, as the standard library and tokio show it: https://man7.org/linux/man-pages/man3/pthread_create.3.html
        const NO_THREAD: [&str; 2] = ["code: 11,", "(os error 11)"];
        const NO_MEMORY: &str = "memory allocation of";
        let is_sign = |text: &str| NO_THREAD.iter().any(|sign| text.contains(sign));
        let panicked = self.observation.calls.iter().any(
            |call| matches!(&call.outcome, Outcome::Panicked(panic) if is_sign(&panic.message)),
        );
        panicked
            || matches!(&self.ending, Ending::Signalled(_, text) if is_sign(text) || text.contains(NO_MEMORY))
    }

    /// Whether the function still holds a `todo!`.
    pub fn has_todo(&self) -> bool {
        self.observation.calls.iter().any(|call| {
            matches!(&call.outcome, Outcome::Panicked(panic)
                if panic.message.starts_with("not yet implemented"))
        })
    }
}

/// What a run is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A single call, or calls of a function whose calls are its waits.
    Ordinary,
    /// Several calls, one after the other or at once.
    Several,
    /// Hundreds of calls at once.
    Crowd,
    /// Hours of waiting. A function that looks at the clock all the time is not followed through it.
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
    /// Whether only stretch checks look at such a run.
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
    /// For so many seconds, on the clock of the run, the function did nothing but wait on its own.
    Endless(f64),
    /// The function kept the processor busy and waited for nothing.
    Busy,
    /// It waited again and again, far more often than it should.
    Insatiable,
    /// The function looks at the clock so often that it was not followed to the end of a long wait.
    Slow,
    /// The function waits in a way that no clock of a program can end, such as for input.
    Blocked,
    /// It ended the program with this exit code.
    Exited(i32),
    /// The program was ended by this signal; the text is what it wrote to standard error.
    Signalled(i32, String),
    /// It used far more memory than any task needs, and was stopped.
    OutOfMemory,
    /// It started far more threads than any task needs, and was stopped.
    Crowded,
    /// It was not made, since the runs before it had used up the budget.
    NotMade,
    /// A message of the program could not be understood.
    Garbled(String),
}
