use crate::course::Task;
use protocol::{Observation, Scenario};
use std::time::Duration;

/// One run of a learner's function.
#[derive(Debug)]
pub struct Exhibit {
    /// What the run was made for.
    pub purpose: Purpose,
    /// What was asked for.
    pub scenario: Scenario,
    /// What was observed, or how the process ended without an observation.
    pub run: Result<Observation, Ending>,
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
    /// A hundred thousand waits at once.
    HundredThousand,
}

impl Purpose {
    /// Whether only stretch checks look at such a run.
    pub fn is_stretch(self, task: &Task) -> bool {
        match self {
            Self::Ordinary | Self::Crowd | Self::Repeated | Self::Overlapping => false,
            Self::Zero => task.number != 0,
            Self::Ties | Self::Dropped | Self::HundredThousand => true,
        }
    }
}

/// How an exam program ended without an observation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It was still running when its time was up, and was stopped.
    TimedOut(Duration),
    /// It ended itself with this exit code.
    Exited(i32),
    /// It was ended by this signal; the text is what it wrote to standard error.
    Signalled(i32, String),
    /// Its answer could not be read.
    Garbled(String),
}
