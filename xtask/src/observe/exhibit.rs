use crate::course::Task;
use protocol::{Clock, Observation, Outcome, Scenario};
use std::time::Duration;

/// One run of a learner's function.
#[derive(Clone, Debug)]
pub struct Exhibit {
    /// What the run was made for.
    pub purpose: Purpose,
    /// What was asked for.
    pub scenario: Scenario,
    /// What was observed, or how the process ended without an observation.
    pub run: Result<Observation, Ending>,
}

/// A run on the paused clock that takes longer than this, in seconds, does not use that clock.
const LONGEST_PAUSED: f64 = 0.3;

impl Exhibit {
    /// Whether the function still holds a `todo!`.
    pub fn meets_todo(&self) -> bool {
        self.run.as_ref().is_ok_and(|observation| {
            observation.calls.iter().any(|call| {
                matches!(&call.outcome, Outcome::Panicked(panic)
                    if panic.message.starts_with("not yet implemented"))
            })
        })
    }

    /// Whether the run tells something, on whichever clock it was made: a right solution that brings its own
    /// threads or runtime may not live on the paused one.
    pub fn suits_its_clock(&self) -> bool {
        self.run.as_ref().is_ok_and(|observation| {
            let stuck = |outcome: &Outcome| matches!(outcome, Outcome::Stuck);
            (self.scenario.clock == Clock::Real || observation.wall < LONGEST_PAUSED)
                && !observation.calls.iter().any(|call| stuck(&call.outcome))
        })
    }
}

/// What a run is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Everyday arguments.
    Ordinary,
    /// Hundreds of waits at once.
    Crowd,
    /// Several calls, one after the other.
    Repeated,
    /// Several calls at once.
    Overlapping,
    /// The smallest argument: a `max_delay` of 0, or an `n` of 0.
    Zero,
    /// Many waits that end within the same millisecond.
    Ties,
    /// The call is dropped while its waits are under way.
    Dropped,
    /// A tenth of a hundred thousand waits at once, with a tenth of the memory and of the stack.
    Rehearsal,
    /// A hundred thousand waits at once.
    HundredThousand,
}

impl Purpose {
    /// Whether only stretch checks look at such a run.
    pub fn is_stretch(self, task: &Task) -> bool {
        match self {
            Self::Ordinary | Self::Crowd | Self::Repeated | Self::Overlapping => false,
            Self::Zero => task.number != 0,
            Self::Ties | Self::Dropped | Self::Rehearsal | Self::HundredThousand => true,
        }
    }
}

/// How an exam program ended without an observation.
#[derive(Clone, Debug, PartialEq)]
pub enum Ending {
    /// It was still running when its time was up, and was stopped.
    TimedOut(Duration),
    /// It ended itself with this exit code.
    Exited(i32),
    /// It was ended by this signal; the text is what it wrote to standard error.
    Signalled(i32, String),
    /// It used far more memory than any task needs, and was stopped.
    OutOfMemory,
    /// On the real clock, something that should take `delay` was over after `waited`, in seconds: it has changed its
    /// clock.
    Hurried {
        /// What it should take, in seconds.
        delay: f64,
        /// What it took, in seconds.
        waited: f64,
    },
    /// Its answer could not be read.
    Garbled(String),
}
